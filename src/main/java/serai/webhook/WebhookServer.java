package serai.webhook;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Camel's HTTP server for {@code platform-http:}, except for what it answers while the webhook's route is not there yet, or
 * no longer: 503 with {@code Retry-After} (RFC 9110, section 10.2.3). Camel opens the port before the routes start and
 * closes it after they have stopped, and the 404 between would tell a publisher to give its event up.
 */
public final class WebhookServer extends VertxPlatformHttpServer {

    static final int RETRY_AFTER_SECONDS = 5;
    private static final String ASKED_AGAIN = "serai.asked-again";

    private final VertxPlatformHttpServerConfiguration configuration;
    private final Set<String> paths;

    /** @param paths the webhooks' paths, as their routes give them */
    public WebhookServer(VertxPlatformHttpServerConfiguration configuration, Set<String> paths) {
        super(configuration);
        this.configuration = configuration;
        this.paths = Set.copyOf(paths);
    }

    @Override
    protected void initializeServer() {
        super.initializeServer();
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(getCamelContext(),
                VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getBindPort()));
        router.route().order(Integer.MAX_VALUE).handler(request -> answerWhereNoRouteIs(router, request));
    }

    private void answerWhereNoRouteIs(VertxPlatformHttpRouter router, RoutingContext request) {
        String path = request.normalizedPath();
        Optional<Route> webhook = router.getRoutes().stream().filter(route -> path.equals(route.getPath())).findFirst();
        if (!paths.contains(path)) {
            request.next(); // 404
        } else if (webhook.isEmpty()) {
            answerNotNow(request);
        } else if (request.get(ASKED_AGAIN) == null) {
            // The route may have come while this request was looking for it: look once more.
            request.put(ASKED_AGAIN, true).reroute(path);
        } else {
            // The router has forgotten why the webhook did not match; its content type is the only other reason.
            Set<HttpMethod> methods = webhook.get().methods();
            boolean known = methods == null || methods.contains(request.request().method());
            answer(request, known ? 415 : 405, known ? "Unsupported Media Type" : "Method Not Allowed",
                    known ? "send application/json" : "use " + methods);
        }
    }

    /** The answer to what can't be taken in at the moment. */
    static void answerNotNow(RoutingContext request) {
        request.response().putHeader("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        answer(request, 503, "Service Unavailable", "starting or stopping; send again later");
    }

    private static void answer(RoutingContext request, int status, String title, String detail) {
        request.response().setStatusCode(status).putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(new Problem(Problem.BLANK, title, status, detail, Map.of()).json()));
    }
}
