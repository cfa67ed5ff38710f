package serai.check;

import org.apache.camel.CamelContext;
import org.apache.camel.LineNumberAware;
import org.apache.camel.NamedNode;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;
import serai.journal.DestinationName;
import serai.settings.Settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a rule may look at: the settings, the routes as Camel has loaded them, and the files that they come from. */
public final class Configuration {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w.-]+)(?::[^}]*)?}}");

    private final CamelContext context;
    private final Model model;
    private final Settings settings;
    private final Collection<Resource> resources;
    private final Set<String> known;
    private final boolean alone;
    private final boolean loadedOnly;
    private final Map<String, Throwable> unloaded;
    private final Map<Class<?>, Object> remembered = new HashMap<>();
    private @Nullable List<RouteFile> files;

    /**
     * @param context with the routes' definitions; it need not run
     * @param known   destinations that the journal knows, which may have no route; empty if there is no journal
     * @param alone   whether all of the context is Serai's, and not a host's
     * @param unloaded why a file could not be loaded, by the file's location; null if the routes are about to run, since all of
     *                 them were loaded then
     * @throws Exception if the routes' files can't be found
     */
    public Configuration(CamelContext context, Set<String> known, boolean alone, @Nullable Map<String, Throwable> unloaded)
            throws Exception {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        this.settings = Settings.of(context);
        this.resources = settings.routes();
        this.known = known;
        this.alone = alone;
        this.loadedOnly = unloaded != null;
        this.unloaded = unloaded == null ? Map.of() : unloaded;
    }

    public CamelContext context() {
        return context;
    }

    public Settings settings() {
        return settings;
    }

    /** Where settings are set. */
    public SettingsFiles settingsFiles() {
        return remembered(SettingsFiles.class, () -> new SettingsFiles(settings));
    }

    /** Whether all of the context is Serai's. */
    public boolean isAlone() {
        return alone;
    }

    /** Whether the routes are loaded only to be checked; they will not run in this context. */
    public boolean isLoadedOnly() {
        return loadedOnly;
    }

    /** Whether every file could be loaded. If not, what a rule misses may stand in a file that could not be loaded. */
    public boolean isComplete() {
        return unloaded.isEmpty();
    }

    /** Why files could not be loaded, by their location. */
    public Map<String, Throwable> unloaded() {
        return unloaded;
    }

    /** A result that several rules need; it is computed at the first call and kept under {@code what}. */
    public <T> T remembered(Class<?> what, Supplier<T> found) {
        if (!remembered.containsKey(what)) {
            remembered.put(what, found.get()); // what is found may itself remember something
        }
        @SuppressWarnings("unchecked")
        T known = (T) Objects.requireNonNull(remembered.get(what));
        return known;
    }

    /** Destinations that the journal knows, which may have no route. */
    public Set<String> knownDestinations() {
        return known;
    }

    /** All routes, those of a host too, in the order in which they were loaded. */
    public List<RouteDefinition> routes() {
        return model.getRouteDefinitions();
    }

    /** The routes that stand in Serai's own files, or that Camel has made of what stands there, such as {@code rest:}. */
    public List<RouteDefinition> ownRoutes() {
        return routes().stream().filter(route -> isOwn(route.getLocation()) || alone && route.getLocation() == null).toList();
    }

    /** The destinations that routes read, including routes of files that could not be loaded and routes that others replace. */
    public Set<String> read() {
        Stream<String> written =
                items(item -> item.path().endsWith("/route/from/uri")).flatMap(found -> found.item().text().stream())
                        .filter(uri -> !uri.contains("{{"));
        return Stream.concat(routes().stream().map(Steps::uri), written).filter(DestinationName::isIn)
                .flatMap(uri -> DestinationName.written(context.resolvePropertyPlaceholders(uri)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All steps of all routes and route configurations; a step that several routes share comes once for each. */
    public Stream<ProcessorDefinition<?>> steps() {
        return Stream.concat(routes().stream().flatMap(Steps::of), routeConfigurations().stream()
                .flatMap(shared -> shared.getOnExceptions().stream())
                .flatMap(one -> Stream.concat(Stream.of(one), Steps.in(one.getOutputs()))));
    }

    /** The route configurations. */
    public List<RouteConfigurationDefinition> routeConfigurations() {
        return model.getRouteConfigurationDefinitions();
    }

    private boolean isOwn(String location) {
        return location != null && resources.stream().anyMatch(resource -> resource.getLocation().equals(location));
    }

    /** The files of the routes; read when they are first asked for. */
    public List<RouteFile> files() {
        List<RouteFile> read = files;
        if (read == null) {
            read = new ArrayList<>();
            for (Resource resource : resources) {
                read.add(RouteFile.read(resource));
            }
            files = read;
        }
        return read;
    }

    /** An item, and the file in which it stands. */
    public record Found(RouteFile file, RouteFile.Item item) {

        public Place place() {
            return file.place(item);
        }

        public Place placeOfValue() {
            return file.placeOfValue(item);
        }
    }

    /** The line of the setting that a value comes from, if the value is a placeholder and nothing else; otherwise empty. */
    public Optional<Place> placeOfSetting(Found value) {
        return value.item().text().map(PLACEHOLDER::matcher).filter(Matcher::matches)
                .map(placeholder -> settingsFiles().place(placeholder.group(1))).filter(setting -> setting.line() > 0);
    }

    /** A text with its placeholders resolved; unchanged if one is not set, which another rule reports. */
    public String resolved(String text) {
        try {
            return text.contains("{{") ? context.resolvePropertyPlaceholders(text) : text;
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** All items of all files that match. */
    public Stream<Found> items(Predicate<RouteFile.Item> so) {
        return files().stream().flatMap(file -> file.items().filter(so).map(item -> new Found(file, item)));
    }

    /** The first item of a step, at any depth, that matches. */
    public Optional<Found> find(NamedNode step, Predicate<RouteFile.Item> so) {
        return item(step).flatMap(top -> top.file().below(top.item()).filter(so).findFirst()
                .map(item -> new Found(top.file(), item)));
    }

    /** The file in which something of Camel's model stands; empty if that is none of Serai's. */
    public Optional<RouteFile> file(LineNumberAware node) {
        return isOwn(node.getLocation())
                ? files().stream().filter(file -> file.location().equals(node.getLocation())).findFirst() : Optional.empty();
    }

    /** The item of the file from which Camel has made something. */
    private Optional<Found> item(NamedNode node) {
        return file(node).flatMap(file -> file.item(node.getLineNumber(), node.getShortName())
                .or(() -> file.item(node.getLineNumber() - 1, node.getShortName())).map(item -> new Found(file, item)));
    }

    /** Where a step, a route or an expression stands; for a host's, the name of the route. */
    public Place place(NamedNode node) {
        Optional<RouteFile> file = file(node);
        if (file.isPresent()) {
            return item(node).map(Found::place).orElse(new Place(file.get().name(), node.getLineNumber() + 1, 0));
        }
        if (node.getLocation() != null) {
            return new Place(RouteFile.shown(node.getLocation()), Math.max(node.getLineNumber(), 0), 0);
        }
        return Place.of("route " + routeId(node));
    }

    /** Where the value of a key of a step stands, at any depth of the step; else where the step stands. */
    public Place place(NamedNode step, String key) {
        return find(step, item -> item.key().equals(key)).map(Found::placeOfValue).orElseGet(() -> place(step));
    }

    private static String routeId(NamedNode node) {
        NamedNode top = node;
        while (!(top instanceof RouteDefinition) && top.getParent() != null) {
            top = top.getParent();
        }
        return top.getId();
    }
}
