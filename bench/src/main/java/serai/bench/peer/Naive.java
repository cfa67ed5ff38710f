package serai.bench.peer;

import org.apache.camel.main.Main;

/** The route in {@code bench/peers/naive}, run by camel-main. Arguments: the port, and the JDBC address of PostgreSQL. */
public final class Naive {

    private Naive() {
    }

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("file:bench/peers/naive/application.properties");
        main.addOverrideProperty("camel.server.port", args[0]);
        main.addOverrideProperty("bench.postgres", args[1]);
        main.run();
    }
}
