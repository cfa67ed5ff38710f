package serai.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.PackageScanResourceResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.support.PluginHelper;
import serai.settings.known.RuntimeSetting;

import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Gives a shipped file of routes, from the jar, where the folder of the routes has none of that name: when Camel is asked for a
 * file, or for all files of a pattern. Does nothing unless {@code serai.routes.shipped} is true.
 */
public final class ShippedRoutes {

    /** The place of the shipped files, in the jar. */
    public static final String PLACE = "classpath:routes";

    private static final Pattern SLASHES = Pattern.compile("^/+");
    private static final Pattern SLASHES_AT_END = Pattern.compile("/+$");

    private final CamelContext context;

    private ShippedRoutes(CamelContext context) {
        this.context = context;
    }

    /** Has the context give shipped files. */
    static void addTo(CamelContext context) {
        ExtendedCamelContext extended = context.getCamelContextExtension();
        ResourceLoader loader = PluginHelper.getResourceLoader(context);
        if (!(loader instanceof LoaderWithShipped)) {
            ShippedRoutes shipped = new ShippedRoutes(context);
            extended.addContextPlugin(ResourceLoader.class, shipped.new LoaderWithShipped(loader));
            extended.addContextPlugin(PackageScanResourceResolver.class,
                    shipped.new ScanWithShipped(PluginHelper.getPackageScanResourceResolver(context)));
        }
    }

    /** Has the context give no shipped files any more. */
    static void removeFrom(CamelContext context) {
        ExtendedCamelContext extended = context.getCamelContextExtension();
        if (PluginHelper.getResourceLoader(context) instanceof LoaderWithShipped ours) {
            extended.addContextPlugin(ResourceLoader.class, ours.files);
        }
        if (PluginHelper.getPackageScanResourceResolver(context) instanceof ScanWithShipped ours) {
            extended.addContextPlugin(PackageScanResourceResolver.class, ours.files);
        }
    }

    /** The shipped file that may stand in for a file in the folder of the routes; empty if none may, or for another folder. */
    private Optional<String> shipped(String location) {
        String folder = SLASHES_AT_END.matcher(value(RuntimeSetting.ROUTES)).replaceFirst("") + "/";
        return folder.startsWith("file:") && location.startsWith(folder)
                && Boolean.parseBoolean(value(RuntimeSetting.ROUTES_SHIPPED))
                        ? Optional.of(PLACE + "/" + SLASHES.matcher(location.substring(folder.length())).replaceFirst(""))
                        : Optional.empty();
    }

    private String value(RuntimeSetting setting) {
        return context.resolvePropertyPlaceholders("{{" + setting.key() + "}}").strip();
    }

    private static String name(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** Finds a file by its name: in the folder, else among the shipped ones. */
    private final class LoaderWithShipped implements ResourceLoader {

        private final ResourceLoader files;

        LoaderWithShipped(ResourceLoader files) {
            this.files = files;
        }

        @Override
        public Resource resolveResource(String location) {
            Resource file = files.resolveResource(location);
            return file.exists() ? file
                    : shipped(location).map(files::resolveResource).filter(Resource::exists).orElse(file);
        }

        @Override
        public void setCamelContext(CamelContext context) {
            files.setCamelContext(context);
        }

        @Override
        public CamelContext getCamelContext() {
            return files.getCamelContext();
        }
    }

    /** Finds files by a pattern: those of the folder, and the shipped ones whose names it lacks. */
    private final class ScanWithShipped implements PackageScanResourceResolver {

        private final PackageScanResourceResolver files;

        ScanWithShipped(PackageScanResourceResolver files) {
            this.files = files;
        }

        @Override
        public Collection<Resource> findResources(String pattern) throws Exception {
            return findResources(pattern, name -> true);
        }

        @Override
        public Collection<Resource> findResources(String pattern, Predicate<String> filter) throws Exception {
            Optional<String> shipped = shipped(pattern);
            if (shipped.isEmpty()) {
                return files.findResources(pattern, filter);
            }
            Map<String, Resource> found = new TreeMap<>();
            try {
                files.findResources(pattern, filter).forEach(file -> found.put(file.getLocation(), file));
            } catch (NoSuchFileException e) {
                // there is no such folder, so all are the shipped ones
            }
            Set<String> names = found.keySet().stream().map(ShippedRoutes::name).collect(Collectors.toSet());
            String folder = shipped.get().substring(0, shipped.get().lastIndexOf('/') + 1);
            if (folder.contains("*")) { // Camel's scan of a jar does not tell in which folder a file was found
                return found.values();
            }
            for (Resource file : files.findResources(shipped.get(), filter)) {
                String name = name(file.getLocation());
                if (!names.contains(name)) { // under a name by which Camel finds it: a path into the jar is none
                    found.put(folder + name, PluginHelper.getResourceLoader(context).resolveResource(folder + name));
                }
            }
            return found.values();
        }

        @Override
        public Set<ClassLoader> getClassLoaders() {
            return files.getClassLoaders();
        }

        @Override
        public void addClassLoader(ClassLoader loader) {
            files.addClassLoader(loader);
        }

        @Override
        public void setAcceptableSchemes(String schemes) {
            files.setAcceptableSchemes(schemes);
        }

        @Override
        public void start() {
            files.start();
        }

        @Override
        public void stop() {
            files.stop();
        }
    }
}
