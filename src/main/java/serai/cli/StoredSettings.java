package serai.cli;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import serai.Settings;

/** The settings for commands that run no routes: {@code application.properties}, the environment, the defaults. */
final class StoredSettings {

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
    static void addTo(CamelContext context) {
        context.getPropertiesComponent().setEncoding("UTF-8");
        context.getPropertiesComponent().setLocation("file:application.properties;optional=true");
        new Environment(System.getenv()).addTo(context);
    }
}
