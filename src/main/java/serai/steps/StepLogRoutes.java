package serai.steps;

import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import serai.settings.Settings;
import serai.settings.known.LogSetting;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which routes {@code serai.log.routes} names: by their id, or by that without {@code destination-} or {@code source-}. */
public final class StepLogRoutes {

    private static final String KINDS = "^(destination|source)-";

    private final List<String> names;

    public StepLogRoutes(CamelContext context) {
        names = Settings.of(context).names(LogSetting.ROUTES);
    }

    boolean isNone() {
        return names.isEmpty();
    }

    boolean has(RouteDefinition route) {
        return names.stream().anyMatch(name -> isMeant(name, String.valueOf(route.getRouteId())));
    }

    /** The names that no route has. */
    public List<String> unknown(List<RouteDefinition> routes) {
        return names.stream().filter(name -> routes.stream().noneMatch(route -> isMeant(name, String.valueOf(route.getRouteId()))))
                .toList();
    }

    /** What the routes may be called. */
    public static Set<String> known(List<RouteDefinition> routes) {
        Set<String> known = new TreeSet<>();
        routes.forEach(route -> known.add(String.valueOf(route.getRouteId()).replaceFirst(KINDS, "")));
        return known;
    }

    private static boolean isMeant(String name, String id) {
        return name.equals(id) || name.equals(id.replaceFirst(KINDS, ""));
    }
}
