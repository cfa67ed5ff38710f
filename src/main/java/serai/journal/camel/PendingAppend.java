package serai.journal.camel;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.UnkeptEventException;
import serai.journal.camel.trace.SourceSpans;
import serai.model.LearningRecord;
import serai.model.ShowableMessage;
import serai.model.trace.LogContext;
import serai.model.trace.TraceContext;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Collects the destinations that the routes name for the events of one exchange, in any number of steps and of copies of the
 * exchange. At the end of the route in which the exchange began, each event is appended once for all its destinations. So no
 * crash can fall between two destinations, and an event without a destination is found before its source acknowledges it.
 *
 * <p>This is the exchange's receipt. An exchange and its copies share it, as an exchange property.
 */
final class PendingAppend {

    private static final String PROPERTY = "serai.receipt";

    /** A route has named a destination for an event that was already settled. */
    static final class LateException extends IllegalStateException implements ShowableMessage {
        LateException(LearningRecord record) {
            super(("%s was settled already, so a step on another thread (wireTap, seda) is too late to name a destination. Name it "
                    + "in the router").formatted(record));
        }
    }

    /** What the routes want for one event. If they want nothing, that is an oversight in the routes. */
    private static final class Wanted {
        private LearningRecord record;
        private Set<String> destinations = Set.of();
        private boolean filtered;

        Wanted(LearningRecord record) {
            this.record = record;
        }

        boolean isNothing() {
            return destinations.isEmpty() && !filtered;
        }
    }

    private final Exchange origin;
    private final Map<UUID, Wanted> events = new LinkedHashMap<>(2);
    private String lastRoute;
    private @Nullable LearningRecord lastSeen;
    private boolean closed;

    private PendingAppend(Exchange origin, String route) {
        this.origin = origin;
        this.lastRoute = route;
    }

    /** Gives the exchange a receipt when it begins in a route. */
    static void begin(Exchange exchange, String route) {
        exchange.setProperty(PROPERTY, new PendingAppend(exchange, route));
    }

    /** The exchange's receipt; null if the exchange did not begin in a route. */
    static @Nullable PendingAppend of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, PendingAppend.class);
    }

    /** Whether the receipt began with this exchange, and not with one of which this is a copy. */
    boolean isOf(Exchange exchange) {
        return exchange == origin;
    }

    /** Notes that the exchange has entered another route. */
    synchronized void entered(String routeId) {
        lastRoute = routeId;
    }

    /** Notes an event, so that it can't stay without a destination unnoticed. */
    @SuppressWarnings("ReferenceEquality") // most exchanges carry one record from step to step
    void saw(LearningRecord record) {
        if (record != lastSeen) {
            wanted(record);
        }
    }

    private synchronized Wanted wanted(LearningRecord record) {
        lastSeen = record;
        return events.computeIfAbsent(record.id(), id -> new Wanted(record));
    }

    /**
     * Names destinations for an event.
     *
     * @throws LateException         if the exchange has ended
     * @throws IllegalStateException if destinations were named before for the same event with other content
     */
    synchronized void name(LearningRecord record, Set<String> destinations) {
        requireOpen(record);
        Wanted wanted = wanted(record);
        if (wanted.destinations.isEmpty()) {
            wanted.destinations = destinations;
        } else {
            if (!withoutTime(wanted.record).equals(withoutTime(record))) {
                throw new IllegalStateException(("%s was sent to %s and, with other content, to %s; change a record in the "
                        + "destination's route, or before the first journal: step").formatted(record, wanted.destinations,
                                destinations));
            }
            Set<String> all = new TreeSet<>(wanted.destinations);
            all.addAll(destinations);
            wanted.destinations = all;
        }
        wanted.record = record;
    }

    /** The time differs if a source tries again, since the event is then decoded again. */
    private static LearningRecord withoutTime(LearningRecord record) {
        return record.withReceivedAt(Instant.EPOCH);
    }

    /** Leaves an event out on purpose. If a route names a destination for it too, the event is kept. */
    synchronized void filter(LearningRecord record) {
        requireOpen(record);
        wanted(record).filtered = true;
    }

    private void requireOpen(LearningRecord record) {
        if (closed) {
            throw new LateException(record);
        }
    }

    /** The exchange's only event; null if there are none or several. */
    synchronized @Nullable LearningRecord onlyEvent() {
        return events.size() == 1 ? events.values().iterator().next().record : null;
    }

    /** Whether there are events that are not settled yet. */
    synchronized boolean isOpen() {
        return !closed && !events.isEmpty();
    }

    /** A failure for the first event for which the routes want nothing; null if there is no such event. */
    synchronized @Nullable UnkeptEventException unkept() {
        for (Wanted wanted : events.values()) {
            if (wanted.isNothing()) {
                return unkept(wanted.record);
            }
        }
        return null;
    }

    /** A failure for the first event, because a step of the routes has failed on it. */
    synchronized UnkeptEventException failed(String why) {
        LearningRecord record = events.values().iterator().next().record;
        return new UnkeptEventException(record.source(), record.type(), lastRoute, why);
    }

    private UnkeptEventException unkept(LearningRecord record) {
        return new UnkeptEventException(record.source(), record.type(), lastRoute);
    }

    /**
     * Appends or counts the events as the routes want, and closes the receipt, so that no route can name more destinations. If
     * this fails the receipt is open again, and a retried step may settle it.
     *
     * @param differing is told each event that is known with other content
     * @return completes after the commit with the result for the last event, null if it was left out; exceptionally as
     *         {@link Inbox#append}, or with {@link UnkeptEventException}
     */
    CompletableFuture<@Nullable Appended> settle(Inbox inbox, Consumer<LearningRecord> differing) {
        try {
            return settleAll(inbox, differing).whenComplete((done, failure) -> {
                if (failure != null) {
                    reopen();
                }
            });
        } catch (RuntimeException | Error e) { // such as out of memory: a receipt that stayed closed would pass for a settled one
            reopen();
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<@Nullable Appended> settleAll(Inbox inbox, Consumer<LearningRecord> differing) {
        List<CompletableFuture<@Nullable Appended>> settling = new ArrayList<>(1);
        synchronized (this) {
            UnkeptEventException unkept = unkept();
            if (unkept != null) {
                return CompletableFuture.failedFuture(unkept);
            }
            closed = true;
            TraceContext trace = SourceSpans.of(origin);
            for (Wanted wanted : events.values()) {
                settling.add(settle(inbox, wanted, trace, differing));
            }
        }
        CompletableFuture<@Nullable Appended> last = settling.get(settling.size() - 1);
        return settling.size() == 1 ? last
                : CompletableFuture.allOf(settling.toArray(CompletableFuture[]::new)).thenCompose(done -> last);
    }

    /**
     * Turns an exception thrown here, also an Error, into a failed future, so that the receipt is opened again as after a later
     * failure.
     */
    private static CompletableFuture<@Nullable Appended> settle(Inbox inbox, Wanted wanted,
            @Nullable TraceContext trace, Consumer<LearningRecord> differing) {
        try {
            return wanted.destinations.isEmpty()
                    ? inbox.countFiltered(wanted.record.source()).thenApply(counted -> (@Nullable Appended) null)
                            .toCompletableFuture()
                    : inbox.append(wanted.record, wanted.destinations, trace).thenApply(appended -> {
                        if (appended == Appended.DIFFERS) {
                            try (MDC.MDCCloseable told = LogContext.ofTrace(trace)) {
                                differing.accept(wanted.record);
                            }
                        }
                        return (@Nullable Appended) appended;
                    }).toCompletableFuture();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Opens the receipt again when it is unknown whether its events were kept. A retried step finds that out. */
    synchronized void reopen() {
        closed = false;
    }

    /** The exchange's events, in the order in which they came. */
    synchronized List<LearningRecord> events() {
        return events.values().stream().map(wanted -> wanted.record).toList();
    }
}
