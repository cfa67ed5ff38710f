package serai.webhook.server;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpUtils;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.http.UnambiguousRequests;
import serai.webhook.JsonContent;
import serai.webhook.Problem;
import serai.webhook.authentication.BasicAuthentication;
import serai.webhook.authentication.SignedInAddresses;
import serai.webhook.connections.ConnectionBounds;
import serai.webhook.connections.Connections;
import serai.webhook.connections.RefusedConnections;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Camel's HTTP server for {@code platform-http:}, with bounds on the resources of each sender, HTTPS if it has a certificate,
 * and its own answers to requests that no route answers:
 * <ul>
 * <li>503 with {@code Retry-After} (RFC 9110, section 10.2.3) before the webhook's route has started and after it has stopped.
 * Camel opens the port before the routes start and closes it after they have stopped; a 404 in these times would make a
 * publisher give its event up.</li>
 * <li>204 to {@code GET} and {@code HEAD}, for checks that the server can be reached. The answer tells nothing else, so it
 * needs no credentials.</li>
 * <li>405 and 415 with the right method or content type; 400 to a request that is not HTTP/1.1, without a line in the log.</li>
 * </ul>
 */
public final class WebhookServer extends BoundedServer {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);

    /**
     * The status with which Vert.x reports a connection that ends in the middle of a request: the sender has gone, or was too
     * slow.
     */
    private static final int SENDER_GONE = 200;
    /** Encoded separators: Serai does not treat them as separators, but a proxy may. */
    private static final Pattern SEPARATOR = Pattern.compile("%(2[ef]|5c|00)", Pattern.CASE_INSENSITIVE);

    private final Set<String> paths;
    private final Optional<ServerTls> tls;
    private final WaitingRequests waiting;

    /**
     * @param paths    the webhooks' paths, as in their routes
     * @param bounds   the bounds of its connections
     * @param signedIn addresses that have signed in; {@link BasicAuthentication} adds them if this object is in the registry
     * @param refused  counts the connections beyond the bounds
     * @param tls      the configuration of HTTPS; empty: the server speaks HTTP
     */
    public WebhookServer(VertxPlatformHttpServerConfiguration configuration, Set<String> paths, ConnectionBounds bounds,
            SignedInAddresses signedIn, RefusedConnections refused, Optional<ServerTls> tls) {
        this(configuration, paths, bounds, signedIn, refused, tls, WaitingRequests.none());
    }

    /** @param waiting has requests that come while routes are exchanged */
    public WebhookServer(VertxPlatformHttpServerConfiguration configuration, Set<String> paths, ConnectionBounds bounds,
            SignedInAddresses signedIn, RefusedConnections refused, Optional<ServerTls> tls, WaitingRequests waiting) {
        super(configuration, new Connections(bounds, signedIn, refused), "the webhook's server");
        this.paths = Set.copyOf(paths);
        this.tls = tls;
        this.waiting = waiting;
    }

    /**
     * Sets how many event loops share its connections, one unless set. A connection stays on its loop, so that its requests keep
     * their order; all bounds hold for all loops together. Called before the start.
     */
    public WebhookServer sharedAmong(int loops) {
        share(loops);
        return this;
    }

    @Override
    protected void initializeServer() {
        super.initializeServer();
        VertxPlatformHttpRouter router = router();
        // Vert.x would log each of these as an error, and anybody can send them.
        for (int status = 400; status < 500; status++) {
            int refusal = status;
            router.errorHandler(status, request -> answerNoRequest(request, refusal));
        }
        router.errorHandler(SENDER_GONE, request -> {});
        router.errorHandler(503, WebhookServer::answerNoRoom);
        router.errorHandler(500, WebhookServer::answerFailure);
        router.route().order(Integer.MAX_VALUE).handler(request -> answerWhereNoRouteIs(router, request));
    }

    @Override
    void configure(HttpServerOptions options) {
        tls.ifPresent(certificate -> certificate.configure(options, getVertx()));
    }

    @Override
    Handler<HttpServerRequest> requests(VertxPlatformHttpRouter router) {
        return request -> {
            sayWhatItIs(request);
            if (isPlain(request.path())) {
                router.handle(request);
            } else {
                answerNowhere(request);
            }
        };
    }

    /**
     * Normalizes the content type, because Vert.x compares it literally. A form is marked as binary data: Vert.x would parse
     * it, and write its files to the disk, before the sender is authenticated. So is a range of types, which Vert.x would match
     * with each type in it.
     */
    private static void sayWhatItIs(HttpServerRequest request) {
        String header = request.headers().get(HttpHeaders.CONTENT_TYPE);
        if (header == null) {
            if (request.method().equals(HttpMethod.POST)) {
                request.headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
            }
            return;
        }
        String type = JsonContent.mediaType(header);
        if (type.indexOf('*') >= 0 || type.equals("multipart/form-data") || type.equals("application/x-www-form-urlencoded")) {
            request.headers().set(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
        } else {
            int parameters = header.indexOf(';');
            String usual = parameters < 0 ? type : type + header.substring(parameters);
            if (!usual.equals(header)) {
                request.headers().set(HttpHeaders.CONTENT_TYPE, usual);
            }
        }
    }

    @Override
    protected void stopServer() {
        if (getServer() != null) {
            getCamelContext().removeComponent(PlatformHttpConstants.PLATFORM_HTTP_COMPONENT_NAME);
        }
        super.stopServer();
    }

    private void answerWhereNoRouteIs(VertxPlatformHttpRouter router, RoutingContext request) {
        String path = request.normalizedPath();
        if (request.request().isEnded() && ReadRequest.of(request) == null) {
            ServiceUnavailableAnswer.give(request); // a route that had only the first of its handlers has read it, and it can't be read again
            return;
        }
        if (waiting.hold(request, router)) {
            return;
        }
        Optional<Route> webhook = router.getRoutes().stream().filter(route -> path.equals(route.getPath())).findFirst();
        if (webhook.isEmpty()) {
            if (paths.contains(path)) {
                waiting.notNow(request, router);
            } else if (!getCamelContext().getStatus().isStarted()) {
                ServiceUnavailableAnswer.give(request);
            } else {
                request.next(); // 404
            }
        } else if (!waiting.isAskedAgain(request, router)) { // the route may have started while this request was being matched
            answerWhatWouldBeRight(webhook.get(), request);
        }
    }

    private static void answerWhatWouldBeRight(Route webhook, RoutingContext request) {
        HttpMethod method = request.request().method();
        if (webhook.methods() == null || webhook.methods().contains(method)) {
            // The router has forgotten why the webhook did not match; its content type is the only other reason.
            answer(request, 415, "Unsupported Media Type", "send application/json");
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            request.response().setStatusCode(204).end();
        } else {
            Set<String> allowed = new TreeSet<>(Set.of("GET", "HEAD"));
            webhook.methods().forEach(one -> allowed.add(one.name()));
            request.response().putHeader("Allow", String.join(", ", allowed));
            answer(request, 405, "Method Not Allowed", "use " + webhook.methods());
        }
    }

    /**
     * Whether the path is in normal form. Vert.x would normalize another one, so that a proxy in front of Serai would have
     * checked a different path.
     */
    private static boolean isPlain(String path) {
        return path == null || path.indexOf('%') < 0 && !path.contains("/.") && !path.contains("//")
                || HttpUtils.normalizePath(path).equals(path) && !SEPARATOR.matcher(path).find();
    }

    private static void answerNowhere(HttpServerRequest request) {
        request.response().setStatusCode(404).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(
                        new Problem(Problem.BLANK, "Not Found", 404, "write the path literally, without dots and encoded letters",
                                Map.of()).json()));
    }

    private static void answerNoRoom(RoutingContext request) {
        if (!request.response().headWritten()) {
            request.response().putHeader("Retry-After", ServiceUnavailableAnswer.RETRY_AFTER);
            answer(request, 503, "Service Unavailable", "the memory for request bodies is full; "
                    + "send the event again later");
        }
    }

    private void answerNoRequest(RoutingContext request, int status) {
        if (status == 413) {
            String address = request.request().remoteAddress() == null ? ""
                    : String.valueOf(request.request().remoteAddress().hostAddress());
            getCamelContext().getRegistry().findByType(OversizedBodies.class).forEach(bodies -> bodies.refused(
                    request.normalizedPath(), request.request().getHeader(HttpHeaders.AUTHORIZATION), address));
        }
        if (!request.response().headWritten()) {
            answer(request, status, HttpResponseStatus.valueOf(status).reasonPhrase(), status == 400
                    ? "this is not an HTTP/1.1 request (RFC 9112); send it with a Host, and with path and query encoded" : null);
        }
    }

    @Override
    void refuse(HttpServerRequest request) {
        HttpResponseStatus status = UnambiguousRequests.status(request);
        UnambiguousRequests.end(request.connection());
        request.response().setStatusCode(status.code()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer
                        .buffer(new Problem(Problem.BLANK, status.reasonPhrase(), status.code(), UnambiguousRequests.why(request),
                                Map.of()).json()))
                .onComplete(written -> request.connection().close());
    }

    private static void answerFailure(RoutingContext request) {
        LOG.error("A request to the webhook has failed: {}. Its sender is answered 500.", request.failure().toString());
        LOG.debug("A request to the webhook has failed", request.failure());
        if (!request.response().headWritten()) {
            answer(request, 500, "Internal Server Error", "the failure is logged; send the event again later");
        }
    }

    private static void answer(RoutingContext request, int status, String title, @Nullable String detail) {
        request.response().setStatusCode(status).putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(new Problem(Problem.BLANK, title, status, detail, Map.of()).json()));
    }
}
