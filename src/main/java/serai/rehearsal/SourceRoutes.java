package serai.rehearsal;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.TransformDataTypeDefinition;
import serai.journal.DestinationName;
import serai.model.Platform;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the route that takes in a platform's events: it translates to the platform's records, or calls a route that does. */
final class SourceRoutes {

    private static final String CALLED = "direct:";

    private final CamelContext context;
    private final List<RouteDefinition> routes;

    SourceRoutes(CamelContext context) {
        this.context = context;
        this.routes = context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    }

    /** @throws IllegalArgumentException if there is none; the message says what it would look like */
    Route of(Platform platform) {
        String type = platform.name().toLowerCase(Locale.ROOT) + ":record";
        return routes.stream().filter(route -> !uri(route).startsWith(CALLED) && !DestinationName.isIn(uri(route)))
                .filter(route -> translates(route, type, new HashSet<>()))
                .map(route -> context.getRoute(route.getRouteId())).filter(route -> route != null).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no route takes in events of %s: none that receives them leads to transformDataType: {toType: %s}"
                                .formatted(platform.title(), type)));
    }

    @SuppressWarnings("rawtypes")
    private boolean translates(RouteDefinition route, String type, Set<String> seen) {
        if (ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), TransformDataTypeDefinition.class).stream()
                .anyMatch(step -> type.equals(context.resolvePropertyPlaceholders(step.getToType())))) {
            return true;
        }
        Collection<SendDefinition> sends = ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SendDefinition.class);
        return sends.stream().map(send -> withoutOptions(String.valueOf(send.getUri())))
                .filter(called -> called.startsWith(CALLED) && seen.add(called))
                .anyMatch(called -> routes.stream().filter(one -> uri(one).equals(called))
                        .anyMatch(one -> translates(one, type, seen)));
    }

    private static String uri(RouteDefinition route) {
        return withoutOptions(String.valueOf(route.getInput().getEndpointUri()));
    }

    private static String withoutOptions(String uri) {
        return uri.split("\\?", 2)[0];
    }
}
