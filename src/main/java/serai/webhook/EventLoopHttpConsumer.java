package serai.webhook;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.ResponseBridge;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;

/**
 * Keeps a route of the group {@value EventLoopHttpEngine#GROUP} on the event loop from the request to the answer; every
 * other route, and every form, takes Camel's own way on a worker. What was registered, checked and mapped by Camel's
 * consumer (methods, content types, time-outs, body limits, headers) still is.
 */
final class EventLoopHttpConsumer extends VertxPlatformHttpConsumer {

    private final UnwrittenAnswers unwritten = new UnwrittenAnswers();
    private boolean staysOnLoop;

    EventLoopHttpConsumer(PlatformHttpEndpoint endpoint, Processor processor, List<Handler<RoutingContext>> handlers,
                          String routerName) {
        super(endpoint, processor, handlers, routerName);
    }

    @Override
    protected void doStart() throws Exception {
        // Camel tells the route only to the consumer that it wraps around this one.
        for (Route route : getEndpoint().getCamelContext().getRoutes()) {
            if (route.getEndpoint() == getEndpoint() && EventLoopHttpEngine.GROUP.equals(route.getGroup())) {
                staysOnLoop = true;
                if (!route.getServices().contains(unwritten)) {
                    route.getServices().add(unwritten);
                }
            }
        }
        super.doStart();
    }

    @Override
    protected void handleRequest(RoutingContext request) {
        if (!staysOnLoop || isSuspended() || isForm(request)) {
            super.handleRequest(request);
            return;
        }
        Context loop = request.vertx().getOrCreateContext();
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        unwritten.add();
        read(exchange, request).onComplete(read -> {
            if (read.failed()) {
                fail(request, exchange, read.cause());
                return;
            }
            // It is whole already: as a stream, Camel would copy it three times until it could be read again.
            if (exchange.getMessage().getBody() instanceof Buffer body) {
                exchange.getMessage().setBody(body.getBytes());
            }
            try {
                createUoW(exchange);
            } catch (Exception e) {
                fail(request, exchange, e);
                return;
            }
            getAsyncProcessor().process(exchange, doneSync -> {
                // The journal completes on a thread of its own; the answer belongs on the loop.
                if (Vertx.currentContext() == loop) {
                    answer(request, exchange);
                } else {
                    loop.runOnContext(unused -> answer(request, exchange));
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

    private static boolean isForm(RoutingContext request) {
        String type = request.parsedHeaders().contentType().value();
        String known = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return known.startsWith("multipart/form-data") || known.startsWith("application/x-www-form-urlencoded");
    }

    private void answer(RoutingContext request, Exchange exchange) {
        if (exchange.getException() instanceof RejectedExecutionException && !request.response().ended()) {
            WebhookServer.answerNotNow(request); // Camel takes no more exchanges: the route is stopping
            release(exchange);
            return;
        }
        written(request, exchange).onComplete(written -> {
            if (written.succeeded()) {
                release(exchange);
            } else {
                fail(request, exchange, written.cause());
            }
        });
    }

    /** Whoever has gone away meanwhile makes it fail, one way or the other. */
    private Future<Void> written(RoutingContext request, Exchange exchange) {
        try {
            return ResponseBridge.write(request, exchange, getEndpoint().getHeaderFilterStrategy(), getEndpoint().isMuteException());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void fail(RoutingContext request, Exchange exchange, Throwable cause) {
        if (!isSenders(cause)) {
            getExceptionHandler().handleException("The webhook " + getEndpoint().getPath() + " has failed", cause);
        }
        request.fail(cause);
        if (getEndpoint().isHandleWriteResponseError()) {
            exchange.setException(cause);
        }
        release(exchange);
    }

    /** A query that is no query, for one: it is answered, and nobody here can mend it. */
    private static boolean isSenders(Throwable cause) {
        return cause instanceof HttpException refused && refused.getStatusCode() < 500;
    }

    private void release(Exchange exchange) {
        try {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        } finally {
            unwritten.remove();
        }
    }
}
