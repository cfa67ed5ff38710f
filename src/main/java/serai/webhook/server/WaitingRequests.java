package serai.webhook.server;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import serai.webhook.IntakeGate;
import serai.webhook.connections.HeldRequest;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Requests that have come while routes are exchanged. They wait until the exchange is done, with their connections held, and are
 * answered 503 only if that takes too long. There are no more of them than connections.
 */
public final class WaitingRequests {

    private static final String ASKED_AGAIN = "serai.route.asked-again";

    private final IntakeGate gate;
    private final Duration waitMax;

    /** @param waitMax how long a request waits at the most */
    public WaitingRequests(IntakeGate gate, Duration waitMax) {
        this.gate = gate;
        this.waitMax = waitMax;
    }

    /** For a server whose routes are never exchanged. */
    public static WaitingRequests none() {
        return new WaitingRequests(new IntakeGate(), Duration.ofSeconds(1));
    }

    /**
     * Whether a request may go to its route now; then its caller calls {@link #leave}. Called on the request's event loop.
     *
     * @param later called on the event loop if the request has to wait, once it may be tried again. It is not called if the wait
     *              takes too long, or if the sender has gone; then a {@link ReadRequest} that is kept gives its room back
     */
    boolean enter(RoutingContext request, Runnable later) {
        Wait wait = new Wait(request, later);
        if (gate.enterOr(wait)) {
            return true;
        }
        wait.begin();
        return false;
    }

    /** Called by whoever has entered, when the route has handled the request, before its answer is written. */
    void leave() {
        gate.leave();
    }

    /**
     * Holds a request that has not reached its route, if routes are exchanged, and makes it look for its route again afterwards.
     * Called on the request's event loop.
     *
     * @return whether the request is held
     */
    boolean hold(RoutingContext request, Handler<HttpServerRequest> router) {
        Wait wait = new Wait(request, () -> {
            again(request, router);
            HeldRequest.goOn(request.request());
        });
        boolean held = gate.isClosedOr(wait);
        if (held) {
            HeldRequest.hold(request.request());
            wait.begin();
        }
        return held;
    }

    /**
     * Handles a request whose route is not there, or does not run. If routes are exchanged, or were until a moment ago, it looks
     * for its route again; otherwise it is answered 503. Called on the request's event loop.
     */
    void notNow(RoutingContext request, Handler<HttpServerRequest> router) {
        if (!hold(request, router) && !isAskedAgain(request, router)) {
            ServiceUnavailableAnswer.give(request);
        }
    }

    /** Makes a request look for its route again, unless it has done so before; returns whether it does. */
    boolean isAskedAgain(RoutingContext request, Handler<HttpServerRequest> router) {
        boolean first = request.vertx().getOrCreateContext().getLocal(ASKED_AGAIN) == null;
        if (first) {
            again(request, router);
        }
        return first;
    }

    /**
     * Makes a request look for its route once more. Called on its event loop. What Vert.x calls a reroute would look among the
     * routes that there were when the request came. The request may be held when this returns: a password has to be checked, or
     * routes are exchanged again.
     */
    static void again(RoutingContext request, Handler<HttpServerRequest> router) {
        request.vertx().getOrCreateContext().putLocal(ASKED_AGAIN, true);
        router.handle(request.request());
        if (request.response().ended()) {
            ReadRequest.leave(request); // by another answer than a route's, such as 404
        }
    }

    private final class Wait implements Runnable {

        private static final long NO_TIMER = -1;

        private final RoutingContext request;
        private final Context loop;
        private final AtomicReference<Runnable> later;
        private long timer = NO_TIMER;

        Wait(RoutingContext request, Runnable later) {
            this.request = request;
            this.loop = request.vertx().getOrCreateContext();
            this.later = new AtomicReference<>(later);
        }

        void begin() {
            timer = request.vertx().setTimer(Math.max(1, waitMax.toMillis()), unused -> {
                gate.giveUp(this);
                end(() -> {
                    ServiceUnavailableAnswer.give(request);
                    HeldRequest.goOn(request.request());
                });
            });
        }

        /** Called by the thread that opens the gate. */
        @Override
        public void run() {
            loop.runOnContext(unused -> {
                Runnable next = later.get();
                if (next != null) {
                    end(next);
                }
            });
        }

        private void end(Runnable by) {
            if (later.getAndSet(null) != null) {
                request.vertx().cancelTimer(timer);
                if (request.response().closed()) {
                    ReadRequest.leave(request);
                } else {
                    by.run();
                }
            }
        }
    }
}
