package serai.rehearsal;

import org.jspecify.annotations.Nullable;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.store.CursorMovedException;
import serai.journal.store.DeliveryStore;
import serai.journal.store.Failure;
import serai.journal.store.HeldRecord;
import serai.journal.store.Page;
import serai.journal.store.Page.Origin;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One destination's records in memory, settled as a journal settles them. */
final class RehearsedStore implements DeliveryStore {

    /** The state of a record that the cursor alone does not tell. */
    private record AsideRow(RecordState state, @Nullable Failure failure, @Nullable Instant next, int attempts, int tries,
            boolean inRun) {
    }

    private final Clock clock;
    private final List<PageEntry> entries = new ArrayList<>();
    private final Map<Long, AsideRow> aside = new TreeMap<>();
    private final Map<String, String> remembered = new HashMap<>();
    private final Map<String, Integer> refusedRuns = new HashMap<>();
    private final long givenUpTo;
    private DestinationState state = DestinationState.at(0);

    /** @param givenUpTo up to which record, counted from 1, the route may have had them before; 0 if it has had none */
    RehearsedStore(List<LearningRecord> records, Clock clock, long givenUpTo) {
        this.clock = clock;
        this.givenUpTo = givenUpTo;
        for (LearningRecord record : records) {
            entries.add(new PageEntry(entries.size() + 1L, record, RecordState.PENDING));
        }
    }

    /** How the destination is doing. */
    DestinationState state() {
        return state;
    }

    /** The state of a record, by its place in the list, from 0. */
    RecordState stateOf(int place) {
        AsideRow own = aside.get(place + 1L);
        return own != null ? own.state() : place < state.cursor() ? RecordState.DELIVERED : RecordState.PENDING;
    }

    @Override
    public Optional<DestinationState> state(String destination) {
        return Optional.of(state);
    }

    @Override
    public Map<String, String> remembered(String destination) {
        return Map.copyOf(remembered);
    }

    @Override
    public Page read(String destination, long after, int limit) {
        List<PageEntry> found = entries.stream().filter(entry -> entry.seq() > after && !aside.containsKey(entry.seq()))
                .limit(limit).toList();
        boolean full = found.size() == limit;
        long upTo = full ? found.get(limit - 1).seq() : Math.max(after, entries.size());
        return new Page(Origin.CURSOR, after, upTo, found, full && upTo < entries.size());
    }

    @Override
    public long givenUpTo(String destination) {
        return givenUpTo;
    }

    @Override
    public Page requeued(String destination, int limit) {
        return new Page(Origin.ASIDE, state.cursor(), state.cursor(), List.of(), false);
    }

    @Override
    public Page aside(String destination, Instant before, int limit) {
        return new Page(Origin.ASIDE, 0, 0, aside.entrySet().stream().filter(one -> one.getValue().state() == RecordState.HELD)
                .filter(one -> one.getValue().next() == null || one.getValue().next().isBefore(before))
                .map(one -> entry(one.getKey())).limit(limit).toList(), false);
    }

    @Override
    public Optional<HeldRecord> held(String destination) {
        return aside.entrySet().stream().filter(one -> one.getValue().state() == RecordState.HELD)
                .filter(one -> one.getValue().next() == null || !one.getValue().next().isAfter(clock.instant()))
                .min(Comparator.comparing(Map.Entry::getKey))
                .map(one -> new HeldRecord(entry(one.getKey()), one.getValue().attempts(), one.getValue().tries(), true));
    }

    /** When the next held record is due; empty if none is held. */
    Optional<Instant> heldUntil() {
        return aside.values().stream().filter(one -> one.state() == RecordState.HELD)
                .flatMap(one -> Optional.ofNullable(one.next()).stream()).min(Comparator.naturalOrder());
    }

    private PageEntry entry(long seq) {
        return entries.get((int) seq - 1);
    }

    @Override
    public int heldCount(String destination) {
        return (int) aside.values().stream().filter(one -> one.state() == RecordState.HELD).count();
    }

    @Override
    public boolean standsBehind(String destination, String type, long seq) {
        return entries.stream().anyMatch(entry -> entry.seq() > seq && !aside.containsKey(entry.seq())
                && entry.record().type().equals(type));
    }

    @Override
    public Map<String, Integer> refusedRuns(String destination) {
        return Map.copyOf(refusedRuns);
    }

    @Override
    public CompletionStage<Void> settle(Settlement settlement) {
        if (settlement.from() != state.cursor()) {
            return CompletableFuture.failedFuture(new CursorMovedException("the cursor is at " + state.cursor()));
        }
        state = settlement.to();
        remembered.putAll(settlement.remembered());
        settlement.endedRuns().forEach(refusedRuns::remove);
        settlement.settled().forEach(this::settle);
        settlement.takenBack().forEach(this::takeBack);
        return CompletableFuture.completedFuture(null);
    }

    private void settle(Settled settled) {
        long seq = settled.entry().seq();
        if (settled.outcome() == RecordState.DELIVERED) {
            aside.remove(seq);
            return;
        }
        AsideRow before = aside.get(seq);
        int attempts = (before == null ? 0 : before.attempts()) + (settled.counts() ? 1 : 0);
        aside.put(seq, new AsideRow(settled.outcome(), settled.failure(), settled.next(), attempts,
                before == null ? 1 : before.tries() + 1, settled.inRun()));
        if (settled.inRun()) {
            refusedRuns.merge(settled.entry().record().type(), 1, Integer::sum);
        }
    }

    private void takeBack(String type) {
        aside.replaceAll((seq, one) -> one.inRun() && entry(seq).record().type().equals(type)
                ? new AsideRow(RecordState.HELD, one.failure(), clock.instant(), one.attempts(), one.tries(), false) : one);
        refusedRuns.remove(type);
    }

    @Override
    public Registration onAppend(String destination, Runnable callback) {
        return () -> {
            // nothing is appended later
        };
    }
}
