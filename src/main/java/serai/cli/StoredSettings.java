package serai.cli;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import serai.Settings;

/** The settings for commands that run no routes: {@code application.properties}, the environment, the defaults. */
final class StoredSettings {

    /** The only file of settings, as Camel names it. */
    static final String FILE = "file:application.properties;optional=true";

    private StoredSettings() {
    }

    static Settings read() {
        return Settings.of(context());
    }

    /** Of nothing but the settings, as {@code ./serai run} reads them. */
    static CamelContext context() {
        CamelContext context = new DefaultCamelContext();
        addTo(context);
        context.build();
        return context;
    }

    /** Makes these the settings of a context. */
    static Settings addTo(CamelContext context) {
        readInUtf8(context);
        context.getPropertiesComponent().setLocation(FILE);
        new Environment(System.getenv()).addTo(context);
        return Settings.of(context);
    }

    /** As every other file of ours is read. */
    static void readInUtf8(CamelContext context) {
        context.getPropertiesComponent().setEncoding("UTF-8");
    }
}
