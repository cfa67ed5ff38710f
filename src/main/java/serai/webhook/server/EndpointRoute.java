package serai.webhook.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.Method;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a Vert.x route for the same requests as the one that Camel's consumer makes: path, methods, content types. */
final class EndpointRoute {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^/}]+)}");

    private EndpointRoute() {
    }

    /** Adds the route to the router. The caller gives it its handler, and removes it. */
    static Route of(PlatformHttpEndpoint endpoint, VertxPlatformHttpRouter router) {
        String path = endpoint.getPath() + (endpoint.isMatchOnUriPrefix() && !endpoint.getPath().endsWith("*") ? "*" : "");
        Route route = router.route(PARAMETER.matcher(path).replaceAll(":$1"));
        if (endpoint.getHttpMethodRestrict() != null) {
            Method.parseList(endpoint.getHttpMethodRestrict()).forEach(method -> route.method(HttpMethod.valueOf(method.name())));
        }
        if (endpoint.getComponent().isServerRequestValidation()) {
            split(endpoint.getConsumes()).forEach(route::consumes);
            split(endpoint.getProduces()).forEach(route::produces);
        }
        return route;
    }

    private static Stream<String> split(@Nullable String list) {
        return list == null ? Stream.empty() : Arrays.stream(list.split(","));
    }
}
