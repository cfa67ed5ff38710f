package serai.rehearsal;

import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.store.RedrawRule;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.model.Payload;
import serai.model.trace.TraceContext;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes events in as a journal does, and keeps them in memory only: a duplicate is known, and a redraw is marked. */
final class RehearsedInbox implements Inbox {

    /** An event that was appended. */
    record Kept(LearningRecord record, Set<String> destinations, Appended appended) {
    }

    private final Duration redrawWindow;
    private final Map<UUID, LearningRecord> known = new HashMap<>();
    private final Map<UUID, NavigableSet<Instant>> completions = new HashMap<>();
    private final List<Kept> kept = new ArrayList<>();
    private boolean asItIs;
    private int filtered;

    /** @param redrawWindow how long after a completion a start of that course by that learner is a redraw */
    RehearsedInbox(Duration redrawWindow) {
        this.redrawWindow = redrawWindow;
    }

    /** Forgets every event. */
    void forget() {
        known.clear();
        completions.clear();
        begin(false);
    }

    /** @param recordsAsTheyAre whether the records were taken in before, so that they are neither duplicates nor marked anew */
    void begin(boolean recordsAsTheyAre) {
        asItIs = recordsAsTheyAre;
        kept.clear();
        filtered = 0;
    }

    /** What was appended since {@link #begin}. */
    List<Kept> kept() {
        return List.copyOf(kept);
    }

    /** Whether an event was left out since {@link #begin}. */
    boolean hasFiltered() {
        return filtered > 0;
    }

    @Override
    public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations, @Nullable TraceContext trace) {
        if (asItIs) {
            kept.add(new Kept(record, Set.copyOf(destinations), Appended.STORED));
            return CompletableFuture.completedFuture(Appended.STORED);
        }
        LearningRecord before = known.putIfAbsent(record.id(), record);
        LearningRecord marked = before == null && isRedraw(record) ? record.withMarks(Set.of(Mark.REDRAW)) : record;
        Appended appended = before == null ? Appended.STORED
                : content(before).equals(content(record)) ? Appended.DUPLICATE : Appended.DIFFERS;
        kept.add(new Kept(marked, Set.copyOf(destinations), appended));
        return CompletableFuture.completedFuture(appended);
    }

    private static LearningRecord content(LearningRecord record) {
        return record.withReceivedAt(Instant.EPOCH).withRaw(Payload.of(new byte[0]));
    }

    private boolean isRedraw(LearningRecord record) {
        return RedrawRule.of(record, redrawWindow).filter(this::isRedraw).isPresent();
    }

    private boolean isRedraw(RedrawRule event) {
        NavigableSet<Instant> times = completions.computeIfAbsent(event.course(), unused -> new TreeSet<>());
        if (event.completed()) {
            times.add(event.at());
            return false;
        }
        return !times.subSet(event.from(), event.at()).isEmpty();
    }

    @Override
    public CompletionStage<Void> countFiltered(String source) {
        filtered++;
        return CompletableFuture.completedFuture(null);
    }
}
