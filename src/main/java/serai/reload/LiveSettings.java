package serai.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.apache.camel.spi.PropertiesSource;
import serai.reload.configuration.ConfigurationSnapshot;

import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The settings from files, as a running context has them. What comes from the environment stays as it is. */
final class LiveSettings {

    private LiveSettings() {
    }

    /** Sets the files' settings. At any moment, a setting has its old or its new value; one that stays is never missing. */
    static void set(CamelContext context, Map<String, Properties> files) {
        for (PropertiesSource source : context.getPropertiesComponent().getPropertiesSources()) {
            Properties of = files.get(source.getName());
            if (of != null && ConfigurationSnapshot.isFile(source)) {
                Properties live = ((LoadablePropertiesSource) source).loadProperties(); // not a copy: Camel reads these
                of.stringPropertyNames().stream().filter(key -> !of.getProperty(key).equals(live.getProperty(key)))
                        .forEach(key -> live.put(key, of.getProperty(key)));
                List.copyOf(live.stringPropertyNames()).stream().filter(key -> !of.containsKey(key)).forEach(live::remove);
            }
        }
    }
}
