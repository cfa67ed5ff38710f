package serai.webhook.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.ResponseBridge;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.jspecify.annotations.Nullable;
import serai.webhook.authentication.Admission;
import serai.webhook.authentication.BasicAuthentication;
import serai.webhook.connections.HeldRequest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * Reads the head of a request to a route with a {@link BasicAuthentication}, and reads the body only if the authentication lets
 * the sender in. A refused request goes through the route without its body, so that the route makes the answer. Then the
 * connection is closed with the body unread.
 *
 * <p>A route of the group {@value #GROUP} stays on the event loop from the request to the answer. Every other route, and every
 * form, runs on a worker as in Camel. Methods, content types, time-outs, body limits and headers are registered, checked and
 * mapped by Camel's consumer as usual.
 */
final class EventLoopHttpConsumer extends VertxPlatformHttpConsumer {

    /** The group of the routes that must not block. */
    public static final String GROUP = "event-loop";

    private static final byte[] UNREAD = {};
    private static final String BODY = "serai.body";
    private static final String LET_IN = "serai.let.in";
    private static final int BEFORE_CAMELS = -1;

    private final UnwrittenAnswers unwritten = new UnwrittenAnswers();
    private final BodiesInFlight bodies;
    private final WaitingRequests waiting;
    private final String routerName;
    private Optional<BasicAuthentication> authentication = Optional.empty();
    private boolean staysOnLoop;
    private long bodyMax;
    private @Nullable Route door; // null while it is stopped

    EventLoopHttpConsumer(PlatformHttpEndpoint endpoint, Processor processor, List<Handler<RoutingContext>> handlers,
            String routerName, BodiesInFlight bodies, WaitingRequests waiting) {
        super(endpoint, processor, handlers, routerName);
        this.routerName = routerName;
        this.bodies = bodies;
        this.waiting = waiting;
    }

    @Override
    protected void doStart() throws Exception {
        // Camel makes the route known only to the consumer that it wraps around this one.
        for (org.apache.camel.Route route : getEndpoint().getCamelContext().getRoutes()) {
            if (route.getEndpoint() == getEndpoint()) {
                authentication = BasicAuthentication.of(route);
                staysOnLoop = GROUP.equals(route.getGroup());
                if (staysOnLoop && !route.getServices().contains(unwritten)) {
                    route.getServices().add(unwritten);
                }
            }
        }
        super.doStart();
        VertxPlatformHttpRouter router = router();
        Long max = router.getServer().getMaxBodySize();
        bodyMax = max == null || max < 0 ? Integer.MAX_VALUE : Math.min(max, Integer.MAX_VALUE);
        door = EndpointRoute.of(getEndpoint(), router).order(BEFORE_CAMELS).handler(this::atTheDoor);
    }

    private VertxPlatformHttpRouter router() {
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(getEndpoint().getCamelContext(), routerName);
        return router != null ? router : VertxPlatformHttpRouter.lookup(getEndpoint().getCamelContext(),
                VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO);
    }

    @Override
    protected void doStop() throws Exception {
        if (door != null) {
            door.remove();
            door = null;
        }
        super.doStop();
    }

    /** Called when the head of a request has arrived, before its body is read. */
    private void atTheDoor(RoutingContext request) {
        ReadRequest read = ReadRequest.of(request);
        if (!isStarted()) {
            waiting.notNow(request, router());
        } else if (read != null) {
            process(request, read.admission(), read.body(), read.taken());
        } else if (authentication.isEmpty()) {
            letIn(request, null);
        } else {
            CompletableFuture<Admission> admission = authentication.get().admission(request.request());
            if (admission.isDone()) { // as for all known credentials
                decide(request, admission.join());
            } else {
                Context loop = request.vertx().getOrCreateContext();
                HeldRequest.hold(request.request());
                var unused = admission.thenAccept(later -> loop.runOnContext(nothing -> decideLater(request, later)));
            }
        }
    }

    /**
     * Called by Camel's handler. A request that did not pass {@link #atTheDoor} before came while the route was starting, and
     * is answered 503.
     */
    @Override
    protected void handleRequest(RoutingContext request) {
        if (isStarted() && request.get(LET_IN) != null) {
            super.handleRequest(request);
        } else {
            ServiceUnavailableAnswer.give(request); // its body is read, so it can't look for its route again
        }
    }

    private void decideLater(RoutingContext request, Admission admission) {
        if (!request.response().closed()) {
            decide(request, admission);
            HeldRequest.goOn(request.request());
        }
    }

    private void decide(RoutingContext request, Admission admission) {
        if (admission.isRefused()) {
            HeldRequest.isLast(request);
            process(request, admission, UNREAD, () -> {});
        } else {
            letIn(request, admission);
        }
    }

    /** @param admission null if the route has no authentication */
    private void letIn(RoutingContext request, @Nullable Admission admission) {
        if (!staysOnLoop || isForm(request)) {
            request.put(Admission.PROPERTY, admission).put(LET_IN, true).next(); // goes on to Camel's body handler
            return;
        }
        if (request.request().connection() instanceof ConnectionBase connection && !connection.channel().isActive()) {
            return; // it waited behind another request, and Vert.x does not report that its sender has gone
        }
        IncomingBody body = new IncomingBody(request.request(), bodies, bodyMax);
        body.read().onComplete(read -> {
            if (read.succeeded()) {
                process(request, admission, read.result(), body::leave);
            } else {
                body.leave();
                if (read.cause() instanceof HttpException) { // otherwise the sender has gone and needs no answer
                    HeldRequest.isLast(request);
                    request.fail(read.cause());
                }
            }
        });
    }

    /** @param taken called when the answer is written, or can't be written; may be called again */
    private void process(RoutingContext request, @Nullable Admission admission, byte[] body, Runnable taken) {
        request.put(Admission.PROPERTY, admission).put(BODY, body);
        ReadRequest read = new ReadRequest(admission, body, taken);
        if (!waiting.enter(request, () -> process(request, admission, body, taken))) {
            read.keep(request);
            return;
        }
        if (isStarted()) {
            processNow(request, taken);
        } else { // the route was exchanged while the body came
            waiting.leave();
            read.keep(request);
            WaitingRequests.again(request, router());
        }
    }

    private void processNow(RoutingContext request, Runnable taken) {
        Context loop = request.vertx().getOrCreateContext();
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        unwritten.add();
        read(exchange, request).onComplete(read -> {
            if (read.failed()) {
                waiting.leave();
                fail(request, exchange, read.cause(), taken);
                return;
            }
            try {
                createUoW(exchange);
            } catch (Exception e) {
                waiting.leave();
                fail(request, exchange, e, taken);
                return;
            }
            getAsyncProcessor().process(exchange, doneSync -> {
                waiting.leave(); // not after the answer: its reader may be slow
                // The journal completes on a thread of its own, but the answer has to be written on the event loop.
                if (Vertx.currentContext() == loop) {
                    answer(request, exchange, taken);
                } else {
                    loop.runOnContext(unused -> answer(request, exchange, taken));
                }
            });
        });
    }

    private Future<Void> read(Exchange exchange, RoutingContext request) {
        try {
            return processHttpRequest(exchange, request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    protected Future<Void> populateCamelMessage(RoutingContext request, Exchange exchange, Message message) {
        exchange.setProperty(Admission.PROPERTY, request.get(Admission.PROPERTY));
        byte[] body = request.get(BODY);
        if (body == null) {
            return super.populateCamelMessage(request, exchange, message); // Camel's body handler has read it
        }
        ResponseBridge.readHead(request, exchange, message, getEndpoint().getHeaderFilterStrategy());
        message.setBody(body); // as a stream, Camel would copy it three times to make it readable again
        return Future.succeededFuture();
    }

    private static boolean isForm(RoutingContext request) {
        String type = request.parsedHeaders().contentType().value();
        String known = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return known.startsWith("multipart/form-data") || known.startsWith("application/x-www-form-urlencoded");
    }

    private void answer(RoutingContext request, Exchange exchange, Runnable taken) {
        if (exchange.getException() instanceof RejectedExecutionException && !request.response().ended()) {
            ServiceUnavailableAnswer.give(request); // Camel takes no more exchanges: the route is stopping
            release(exchange, taken);
            return;
        }
        written(request, exchange).onComplete(written -> {
            if (written.succeeded()) {
                release(exchange, taken);
            } else {
                fail(request, exchange, written.cause(), taken);
            }
        });
    }

    /** Writes the answer. If the sender has gone meanwhile this fails, by an exception or by the future. */
    private Future<Void> written(RoutingContext request, Exchange exchange) {
        try {
            return ResponseBridge.write(request, exchange, getEndpoint().getHeaderFilterStrategy(),
                    getEndpoint().isMuteException());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void fail(RoutingContext request, Exchange exchange, Throwable cause, Runnable taken) {
        if (!isSenders(cause)) {
            getExceptionHandler().handleException("The webhook " + getEndpoint().getPath() + " has failed", cause);
        }
        request.fail(cause);
        if (getEndpoint().isHandleWriteResponseError()) {
            exchange.setException(cause);
        }
        release(exchange, taken);
    }

    /** Whether the failure is the sender's, such as a malformed query: it is answered, and need not be logged. */
    private static boolean isSenders(Throwable cause) {
        return cause instanceof HttpException refused && refused.getStatusCode() < 500;
    }

    private void release(Exchange exchange, Runnable taken) {
        try {
            taken.run();
            doneUoW(exchange);
            releaseExchange(exchange, false);
        } finally {
            unwritten.remove();
        }
    }
}
