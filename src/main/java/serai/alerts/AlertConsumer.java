package serai.alerts;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.alerts.signs.AlertType;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Gives a route its alerts, one after the other. One that can't be sent is tried again at the next looks, and is given up after
 * {@value #TRIES_MAX} attempts, or when the route stops; each is logged. Used by the thread that looks for alerts, which
 * delivers no record, and stopped by another.
 *
 * <p>The body is an object of JSON. The headers {@code alert} (its type), {@code subject}, {@code state} ({@code begun} or
 * {@code ended}), {@code severity} ({@code page} or {@code ticket}), {@code name}, {@code line}, {@code text} and {@code remedy}
 * say the same.
 */
final class AlertConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(AlertConsumer.class);
    private static final int TRIES_MAX = 10;
    private static final int WAITING_MAX = 100;

    private final AlertEndpoint endpoint;
    private final AlertComponent component;
    private final BlockingQueue<AlertEvent> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private volatile boolean ended;
    private @Nullable AlertEvent sending; // guarded by this
    private int tries; // of the thread that looks

    AlertConsumer(AlertEndpoint endpoint, AlertComponent component, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ended = false;
        component.begin(this);
    }

    @Override
    protected void doStop() throws Exception {
        component.end(this);
        ended = true;
        giveUp();
        super.doStop();
    }

    /** Gives up what waits, but not what is being sent: that may arrive. */
    private synchronized void giveUp() {
        for (AlertEvent event : waiting) {
            if (!event.equals(sending) && waiting.remove(event)) {
                LOG.error("An alert is given up, since {} stops before it could be sent: {}. {}.", getRoute().getRouteId(),
                        event.line(), event.remedy());
            }
        }
    }

    /** Whether the route wants alerts of this type. */
    boolean wants(AlertType type) {
        return endpoint.has(type);
    }

    /** Gives the route an alert if it wants this type, at this turn or a later one. */
    void tell(AlertEvent event) {
        if (!wants(event.type())) {
            return;
        }
        if (!waiting.offer(event)) {
            LOG.error("An alert is given up, since {} others wait to be sent by {}: {}.", WAITING_MAX, getRoute().getRouteId(),
                    event.line());
        }
        if (ended) {
            giveUp();
        }
    }

    /** Sends what waits, up to the first one that can't be sent. */
    void tellAgain() {
        for (AlertEvent event = next(); event != null; event = next()) {
            Exception failure = send(event);
            if (failure != null && isTriedAgain(event, failure)) {
                pause();
                return;
            }
            tries = 0;
            waiting.remove(event);
        }
    }

    private boolean isTriedAgain(AlertEvent event, Exception failure) {
        if (++tries >= TRIES_MAX) {
            LOG.error("An alert could not be sent by {} and is given up: {}. {}.", getRoute().getRouteId(), event.line(),
                    event.remedy());
            return false;
        }
        if (tries == 1 && !ended) {
            LOG.error("An alert can't be sent by {} ({}), and is tried again: {}. {}.", getRoute().getRouteId(), reason(failure),
                    event.line(), event.remedy());
        }
        return true;
    }

    /** @return what is sent now; null if there is nothing, or nothing more */
    private synchronized @Nullable AlertEvent next() {
        sending = ended ? null : waiting.peek();
        return sending;
    }

    private synchronized void pause() {
        sending = null;
        if (ended) {
            giveUp();
        }
    }

    /** @return why it could not be sent; null if it was */
    private @Nullable Exception send(AlertEvent event) {
        Exchange exchange = createExchange(false);
        try {
            Message message = exchange.getMessage();
            message.setBody(event.json());
            message.setHeader("name", event.name());
            message.setHeader("alert", event.type().text());
            message.setHeader("subject", event.subject());
            message.setHeader("state", event.state());
            message.setHeader("severity", event.severity());
            message.setHeader("line", event.line());
            message.setHeader("text", event.text());
            message.setHeader("remedy", event.remedy());
            getProcessor().process(exchange);
            return exchange.getException();
        } catch (Exception e) {
            return e;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** Without the message, which may quote the address of a channel, by which anybody can post, or that of a person. */
    private static String reason(Throwable failure) {
        return failure instanceof HttpOperationFailedException answered ? "it was answered " + answered.getStatusCode()
                : failure.getClass().getSimpleName();
    }
}
