package serai.rehearsal;

import serai.journal.Appended;
import serai.journal.JournalWriter;
import serai.model.Activity;
import serai.model.EventType;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.model.Payload;
import serai.model.Platform;

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
final class RehearsedInbox implements JournalWriter {

    /** An event that was appended. */
    record Kept(LearningRecord record, Set<String> destinations, Appended appended) {
    }

    /** A course that a learner has completed. */
    private record Completed(String source, String learner, String course) {
    }

    private final Duration redrawWindow;
    private final Map<UUID, LearningRecord> known = new HashMap<>();
    private final Map<Completed, NavigableSet<Instant>> completions = new HashMap<>();
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
    public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations) {
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
        boolean completed = record.type().equals(EventType.COURSE_COMPLETED.name());
        Learner learner = record.learner();
        Activity course = record.activity();
        Instant at = record.occurredAt();
        if (record.platform() != Platform.MCT || !completed && !record.type().equals(EventType.COURSE_STARTED.name())
                || learner == null || course == null || at == null) {
            return false;
        }
        NavigableSet<Instant> times = completions
                .computeIfAbsent(new Completed(record.source(), learner.id(), course.id()), unused -> new TreeSet<>());
        if (completed) {
            times.add(at);
            return false;
        }
        return !redrawWindow.isZero() && !times.subSet(at.minus(redrawWindow), at).isEmpty();
    }

    @Override
    public CompletionStage<Void> countFiltered(String source) {
        filtered++;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> reject(String source, String reason, Payload body) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> countUnkept(String source, String type, String route) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> forgetUnkept(String source, String type) {
        return CompletableFuture.completedFuture(null);
    }
}
