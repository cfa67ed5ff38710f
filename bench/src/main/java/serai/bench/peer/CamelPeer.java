package serai.bench.peer;

import org.apache.camel.main.Main;

/**
 * Routes in YAML with their {@code application.properties}, run by camel-main. Arguments: their folder, then properties that the
 * bench decides, each as {@code name=value}.
 */
public final class CamelPeer {

    private CamelPeer() {
    }

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("file:" + args[0] + "/application.properties");
        for (int i = 1; i < args.length; i++) {
            String[] property = args[i].split("=", 2);
            main.addOverrideProperty(property[0], property[1]);
        }
        main.run();
    }
}
