package serai.cli;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import serai.Settings;

/** The settings for commands that run no routes: {@code application.properties}, the environment, the defaults. */
final class StoredSettings {

    private StoredSettings() {
    }

    static Settings read() {
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setLocation("file:application.properties;optional=true");
        context.build();
        return Settings.of(context);
    }
}
