package serai.console.routes;

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;
import serai.model.ShowableMessage;
import serai.model.text.VisibleLine;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Remembers each route's last failures, {@value #KEPT} at the most, since Serai was started. The message of an exception may quote
 * the event that caused it, so it is kept only of those that quote nothing.
 */
public final class RouteFailures extends EventNotifierSupport {

    static final int KEPT = 5;
    private static final int TEXT_MAX = 500;

    /** @param what the exception's name, and its message where that may be shown */
    public record Failure(Instant at, String what) {
    }

    private final Clock clock;
    private final Map<String, Deque<Failure>> last = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    public RouteFailures(Clock clock) {
        this.clock = clock;
        setupIgnore(true);
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeFailedEvents(false);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeFailedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeFailedEvent failed && failed.getExchange().getFromRouteId() != null) {
            note(failed.getExchange().getFromRouteId(), failed.getExchange());
        }
    }

    private void note(String route, Exchange exchange) {
        Throwable cause = exchange.getException() != null ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        counts.computeIfAbsent(route, unused -> new LongAdder()).increment();
        Deque<Failure> failures = last.computeIfAbsent(route, unused -> new ArrayDeque<>());
        Failure failure = new Failure(clock.instant(), what(cause));
        synchronized (failures) {
            failures.addFirst(failure);
            while (failures.size() > KEPT) {
                failures.removeLast();
            }
        }
    }

    private static String what(@Nullable Throwable cause) {
        if (cause == null) {
            return "?";
        }
        String name = cause.getClass().getSimpleName();
        String message = ShowableMessage.of(cause).map(text -> name + ": " + text).orElse(name);
        return VisibleLine.escaped(message.length() > TEXT_MAX ? message.substring(0, TEXT_MAX) : message, "");
    }

    /** How many exchanges of a route have failed. */
    long count(String route) {
        LongAdder count = counts.get(route);
        return count == null ? 0 : count.sum();
    }

    /** The last failures of a route, the newest first. */
    List<Failure> of(String route) {
        Deque<Failure> failures = last.get(route);
        if (failures == null) {
            return List.of();
        }
        synchronized (failures) {
            return Collections.unmodifiableList(new ArrayList<>(failures));
        }
    }
}
