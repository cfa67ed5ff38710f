package host;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** Camel JBang, as its own launcher starts it. */
public final class JBang {

    private JBang() {
    }

    public static void main(String[] arguments) {
        CamelJBangMain.run(arguments);
    }
}
