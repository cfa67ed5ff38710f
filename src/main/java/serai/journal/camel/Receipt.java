package serai.journal.camel;

import org.apache.camel.Exchange;
import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.UnkeptEventException;
import serai.model.LearningRecord;
import serai.model.ShowableMessage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What has become of the events that one exchange has brought in. Its routes only say which destinations they want, in as many
 * steps and copies of the exchange as they like; the events are appended once, at the end of the route in which the exchange
 * began, for all destinations together. So no crash can fall between two of them, and an event that nobody has named a
 * destination for is found before it is acknowledged.
 *
 * <p>The copies of an exchange share it, by an exchange property.
 */
final class Receipt {

    private static final String PROPERTY = "serai.receipt";

    /** Somebody has named a destination for an event after it was acknowledged. */
    static final class LateException extends IllegalStateException implements ShowableMessage {
        LateException(LearningRecord record) {
            super(("%s was settled before; a step on another thread (wireTap, seda) comes too late to name a destination. Name "
                    + "it in the router, or by multicast").formatted(record));
        }
    }

    /** What the routes want of one event. Nothing is an oversight. */
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
    private LearningRecord lastSeen;
    private boolean closed;

    private Receipt(Exchange origin, String route) {
        this.origin = origin;
        this.lastRoute = route;
    }

    /** An exchange has begun in a route. */
    static void begin(Exchange exchange, String route) {
        exchange.setProperty(PROPERTY, new Receipt(exchange, route));
    }

    /** The exchange's, or null where it came another way than through the beginning of a route. */
    static Receipt of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Receipt.class);
    }

    /** Whether it is this exchange's own, and not one of which this is a copy. */
    boolean isOf(Exchange exchange) {
        return exchange == origin;
    }

    /** It has come to another route. */
    synchronized void entered(String routeId) {
        lastRoute = routeId;
    }

    /** There is an event: something has to become of it. */
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
     * @throws IllegalStateException if it has named others for the same event with other content
     */
    synchronized void name(LearningRecord record, Set<String> destinations) {
        requireOpen(record);
        Wanted wanted = wanted(record);
        if (wanted.destinations.isEmpty()) {
            wanted.destinations = destinations;
        } else {
            if (!withoutTime(wanted.record).equals(withoutTime(record))) {
                throw new IllegalStateException(("%s is named for %s and, with other content, for %s; change a record in the "
                        + "destination's route, or before the first journal: step").formatted(record, wanted.destinations,
                        destinations));
            }
            Set<String> all = new TreeSet<>(wanted.destinations);
            all.addAll(destinations);
            wanted.destinations = all;
        }
        wanted.record = record;
    }

    /** It is decoded anew where a source tries again. */
    private static LearningRecord withoutTime(LearningRecord record) {
        return record.withReceivedAt(null);
    }

    /** Leaves an event out on purpose; where a destination is named for it too, that counts. */
    synchronized void filter(LearningRecord record) {
        requireOpen(record);
        wanted(record).filtered = true;
    }

    private void requireOpen(LearningRecord record) {
        if (closed) {
            throw new LateException(record);
        }
    }

    /** The one event that has come, or null where there are none or several. */
    synchronized LearningRecord onlyEvent() {
        return events.size() == 1 ? events.values().iterator().next().record : null;
    }

    /** Whether there are events that have not been kept yet. */
    synchronized boolean isOpen() {
        return !closed && !events.isEmpty();
    }

    /** The first event for which nothing is wanted; null where there is none. */
    synchronized UnkeptEventException unkept() {
        return events.values().stream().filter(Wanted::isNothing).findFirst()
                .map(wanted -> unkept(wanted.record)).orElse(null);
    }

    private UnkeptEventException unkept(LearningRecord record) {
        return new UnkeptEventException(record.source(), record.type(), lastRoute);
    }

    /**
     * Does what the routes want, and lets nobody want anything more. Where it fails the receipt is open again, and a step that
     * is tried again may end it.
     *
     * @return completes after the commit with what became of the last event, null where it was left out; exceptionally as
     *         {@link Inbox#append}, or with {@link UnkeptEventException}
     */
    CompletableFuture<Appended> settle(Inbox inbox) {
        List<CompletableFuture<Appended>> settling = new ArrayList<>(1);
        synchronized (this) {
            UnkeptEventException unkept = unkept();
            if (unkept != null) {
                return CompletableFuture.failedFuture(unkept);
            }
            closed = true;
            for (Wanted wanted : events.values()) {
                settling.add(settle(inbox, wanted));
            }
        }
        CompletableFuture<Appended> last = settling.get(settling.size() - 1);
        CompletableFuture<Appended> all = settling.size() == 1 ? last
                : CompletableFuture.allOf(settling.toArray(CompletableFuture[]::new)).thenCompose(done -> last);
        return all.whenComplete((done, failure) -> {
            if (failure != null) {
                reopen();
            }
        });
    }

    /** What it fails with at once, an Error too, is no other than what it fails with later: the receipt is open again. */
    private static CompletableFuture<Appended> settle(Inbox inbox, Wanted wanted) {
        try {
            return wanted.destinations.isEmpty()
                    ? inbox.countFiltered(wanted.record.source()).thenApply(counted -> (Appended) null).toCompletableFuture()
                    : inbox.append(wanted.record, wanted.destinations).toCompletableFuture();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Nobody knows whether its events were kept: a step that is tried again has to find out. */
    synchronized void reopen() {
        closed = false;
    }

    /** Its events, in the order in which they came. */
    synchronized List<LearningRecord> events() {
        return events.values().stream().map(wanted -> wanted.record).toList();
    }
}
