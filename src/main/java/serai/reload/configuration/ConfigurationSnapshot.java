package serai.reload.configuration;

import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.LocationPropertiesSource;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import serai.settings.Settings;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Routes and settings as they were at one moment.
 *
 * @param routeFiles  the files of the routes, by their location
 * @param files  the settings in each file of settings, by the name of Camel's source
 * @param values of all settings that are Serai's or in such a file
 * @param folder of the routes; empty if they are in the jar
 * @param named  all files that routes name
 */
public record ConfigurationSnapshot(Map<String, RouteFileSnapshot> routeFiles, Map<String, Properties> files,
        Map<String, String> values,
        Optional<Path> folder, Set<Path> named) {

    /** @throws Exception if the routes' files can't be read */
    public static ConfigurationSnapshot of(CamelContext context) throws Exception {
        NamedFiles named = new NamedFiles(context);
        Map<String, RouteFileSnapshot> routeFiles = new TreeMap<>();
        for (Resource file : Settings.of(context).routes()) {
            routeFiles.put(file.getLocation(), RouteFileSnapshot.read(file, context, named));
        }
        Map<String, Properties> files = new TreeMap<>();
        for (PropertiesSource source : context.getPropertiesComponent().getPropertiesSources()) {
            if (isFile(source)) {
                Properties copy = new Properties();
                copy.putAll(((LoadablePropertiesSource) source).loadProperties());
                files.put(source.getName(), copy);
            }
        }
        return new ConfigurationSnapshot(routeFiles, files, values(context, files), named.routes(), named.seen());
    }

    public static boolean isFile(PropertiesSource source) {
        return source instanceof LocationPropertiesSource && source instanceof LoadablePropertiesSource;
    }

    private static Map<String, String> values(CamelContext context, Map<String, Properties> files) {
        Set<String> keys = files.values().stream().flatMap(file -> file.stringPropertyNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        for (Setting setting : SettingGroup.all().toList()) {
            keys.add(setting.key());
        }
        Map<String, String> values = new TreeMap<>();
        keys.forEach(key -> values.put(key, value(context, key)));
        return values;
    }

    private static String value(CamelContext context, String key) {
        try {
            return context.resolvePropertyPlaceholders("{{" + key + "}}");
        } catch (RuntimeException e) {
            return ""; // the check says what is wrong with it
        }
    }

    /** The destinations that routes read. */
    public Set<String> destinations() {
        return routeFiles.values().stream().flatMap(routeFile -> routeFile.destinations().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
