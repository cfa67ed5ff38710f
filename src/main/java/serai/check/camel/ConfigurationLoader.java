package serai.check.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import serai.check.Configuration;
import serai.settings.Settings;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads the files of the routes one by one into a context that never starts, so that a broken file does not hide another. */
public final class ConfigurationLoader {

    private final CamelContext context;
    private final Map<String, Throwable> unloaded = new LinkedHashMap<>();

    private ConfigurationLoader(CamelContext context) {
        this.context = context;
    }

    /**
     * @param context with the settings, and with everything that routes name and that is not in their own files
     * @throws Exception if the files can't be found or read
     */
    public static Configuration load(CamelContext context) throws Exception {
        ConfigurationLoader loader = new ConfigurationLoader(context);
        loader.load(Settings.of(context).routes());
        return new Configuration(context, Set.of(), true, loader.unloaded);
    }

    private void load(Collection<Resource> files) {
        Map<Resource, Collection<RoutesBuilder>> builders = new LinkedHashMap<>();
        for (Resource file : files) {
            attempt(file, () -> builders.put(file, builders(file)));
        }
        // Camel too takes the route configurations of all files before the routes.
        builders.forEach((file, ones) -> attempt(file, () -> {
            for (RoutesBuilder one : ones) {
                if (one instanceof RouteConfigurationsBuilder shared) {
                    context.addRoutesConfigurations(shared);
                }
            }
        }));
        builders.forEach((file, ones) -> attempt(file, () -> {
            for (RoutesBuilder one : ones) {
                context.addRoutes(one);
            }
        }));
    }

    private Collection<RoutesBuilder> builders(Resource file) throws Exception {
        RoutesLoader loader = PluginHelper.getRoutesLoader(context);
        return loader.findRoutesBuilders(List.of(file));
    }

    private void attempt(Resource file, Attempt attempt) {
        if (unloaded.containsKey(file.getLocation())) {
            return;
        }
        try {
            attempt.run();
        } catch (Exception e) {
            unloaded.put(file.getLocation(), e);
        } catch (LinkageError e) { // a bean's class is there, and what it needs is not
            unloaded.put(file.getLocation(), new IllegalStateException(e));
        }
    }

    private interface Attempt {

        void run() throws Exception;
    }
}
