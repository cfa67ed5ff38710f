package serai.console.flow;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.TransformDataTypeDefinition;
import org.jspecify.annotations.Nullable;
import serai.journal.DestinationName;
import serai.settings.Settings;
import serai.settings.known.MctSetting;
import serai.settings.known.PraesidiumSetting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the loaded routes say: which take events in, which is the router, which read the journal. */
final class LoadedRoutes {

    private static final String CALLED = "direct:";
    private static final String RECORD = ":record";

    /** @param about the route's description; null if it has none */
    record Loaded(String id, @Nullable String about, @Nullable String status) {
    }

    private final CamelContext context;
    private final Settings settings;

    LoadedRoutes(CamelContext context) {
        this.context = context;
        this.settings = Settings.of(context);
    }

    /** The routes that take events in, by the name of their source. */
    Map<String, Loaded> sources() {
        Map<String, Loaded> found = new TreeMap<>();
        List<RouteDefinition> all = definitions();
        for (RouteDefinition route : all) {
            if (!uri(route).startsWith(CALLED) && !DestinationName.isIn(uri(route)) && isBuilt(route)) {
                format(route, all, new HashSet<>()).ifPresent(format -> found.putIfAbsent(name(format), loaded(route)));
            }
        }
        return found;
    }

    /** The routes that read the journal, by the name of their destination. */
    Map<String, Loaded> destinations() {
        Map<String, Loaded> found = new TreeMap<>();
        for (RouteDefinition route : definitions()) {
            if (DestinationName.isIn(uri(route)) && isBuilt(route)) {
                DestinationName.written(context.resolvePropertyPlaceholders(uri(route)))
                        .forEach(name -> found.put(name, loaded(route)));
            }
        }
        return found;
    }

    /** The id of the first route that others call and that names destinations; empty if there is none. */
    Optional<String> router() {
        return definitions().stream().filter(route -> uri(route).startsWith(CALLED) && isBuilt(route))
                .filter(route -> sends(route).stream().anyMatch(DestinationName::isIn)).map(RouteDefinition::getRouteId)
                .findFirst();
    }

    private List<RouteDefinition> definitions() {
        return new ArrayList<>(context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions());
    }

    /** A route whose precondition does not hold is known and not built. */
    private boolean isBuilt(RouteDefinition route) {
        return context.getRoute(route.getRouteId()) != null;
    }

    private Loaded loaded(RouteDefinition route) {
        Route built = context.getRoute(route.getRouteId());
        return new Loaded(route.getRouteId(), built == null ? null : built.getDescription(),
                String.valueOf(context.getRouteController().getRouteStatus(route.getRouteId())));
    }

    /** The name of the source whose format that is: what comes before {@code :record}. */
    private String name(String format) {
        return switch (format) {
            case "mct" -> settings.text(MctSetting.SOURCE);
            case "praesidium" -> settings.text(PraesidiumSetting.SOURCE);
            default -> format;
        };
    }

    /** The format from which a route, or one that it calls, makes records. */
    private Optional<String> format(RouteDefinition route, List<RouteDefinition> all, Set<String> seen) {
        for (TransformDataTypeDefinition step : ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(),
                TransformDataTypeDefinition.class)) {
            String type = context.resolvePropertyPlaceholders(String.valueOf(step.getToType()));
            if (type.endsWith(RECORD)) {
                return Optional.of(type.substring(0, type.length() - RECORD.length()));
            }
        }
        return sends(route).stream().filter(called -> called.startsWith(CALLED) && seen.add(called))
                .flatMap(called -> all.stream().filter(one -> uri(one).equals(called)))
                .flatMap(one -> format(one, all, seen).stream()).findFirst();
    }

    @SuppressWarnings("rawtypes")
    private static List<String> sends(RouteDefinition route) {
        Collection<SendDefinition> steps = ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SendDefinition.class);
        return steps.stream().map(step -> withoutOptions(String.valueOf(step.getUri()))).toList();
    }

    private static String uri(RouteDefinition route) {
        return withoutOptions(String.valueOf(route.getInput().getEndpointUri()));
    }

    private static String withoutOptions(String uri) {
        return uri.split("\\?", 2)[0];
    }
}
