package serai.console.flow;

import org.jspecify.annotations.Nullable;
import serai.console.flow.FlowSnapshot.Destination;
import serai.journal.DestinationCondition;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.history.Marker;
import serai.journal.operations.history.Marker.Event;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Marks what happens: that Serai is started, a route edited, a destination stopped or resumed. Used by one thread. */
public final class MarkerWatch {

    private final JournalOperations operations;
    private final Clock clock;
    private final Map<String, Event> known = new HashMap<>();
    private final Instant started;
    private boolean startMarked;
    private @Nullable Instant configured; // null before the first look

    public MarkerWatch(JournalOperations operations, Clock clock) {
        this.operations = operations;
        this.clock = clock;
        this.started = clock.instant();
    }

    /**
     * Marks what is new since the last call, as of this call's time.
     *
     * @param configuredAt when the configuration that runs was taken over; null if that is not known
     * @throws serai.journal.JournalUnavailableException if it can't be marked; the next call does it
     */
    public void look(FlowSnapshot now, @Nullable Instant configuredAt) {
        if (!startMarked) {
            operations.mark(new Marker(started, "", Event.STARTED));
            startMarked = true;
        }
        if (configured != null && configuredAt != null && configuredAt.isAfter(configured)) {
            operations.mark(new Marker(configuredAt, "", Event.EDITED));
        }
        configured = configuredAt == null ? configured : configuredAt;
        for (Destination one : now.destinations()) {
            Event event = one.condition() == DestinationCondition.STOPPED ? Event.STOPPED : Event.RESUMED;
            if (known.get(one.name()) != event) {
                operations.mark(new Marker(clock.instant(), one.name(), event));
                known.put(one.name(), event);
            }
        }
    }
}
