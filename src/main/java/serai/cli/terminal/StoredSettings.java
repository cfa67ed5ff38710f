package serai.cli.terminal;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import serai.settings.Settings;

/** The settings for commands that run no routes: {@code application.properties}, the environment, the defaults. */
public final class StoredSettings {

    /** The only file of settings, as Camel names it. */
    public static final String FILE = "file:application.properties;optional=true";

    private StoredSettings() {
    }

    public static Settings read() {
        return Settings.of(context());
    }

    /** Of nothing but the settings, as {@code ./serai run} reads them. */
    public static CamelContext context() {
        CamelContext context = new DefaultCamelContext();
        addTo(context);
        context.build();
        return context;
    }

    /** Makes these the settings of a context. */
    public static Settings addTo(CamelContext context) {
        readInUtf8(context);
        context.getPropertiesComponent().setLocation(FILE);
        new Environment(System.getenv()).addTo(context);
        return Settings.of(context);
    }

    /** As every other file of ours is read. */
    public static void readInUtf8(CamelContext context) {
        context.getPropertiesComponent().setEncoding("UTF-8");
    }
}
