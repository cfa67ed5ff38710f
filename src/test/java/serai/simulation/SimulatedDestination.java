package serai.simulation;

import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.page.BatchHandler;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.store.Failure;
import serai.model.LearningRecord;
import serai.testkit.SettableClock;
import serai.testkit.journal.SimulatedCrash;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What stands at the end of a route: takes a batch or refuses it whole, with faults of single records and of everything that
 * come and go, and faults that strike after the records have been taken. It survives every crash.
 */
abstract class SimulatedDestination implements BatchHandler {

    final String name;
    private final Random random;
    private final SettableClock clock;
    private final Map<UUID, FailureClass> bad = new HashMap<>();
    private FailureClass everything;
    private double flaky;
    private boolean ambiguous;
    private double crashes;
    private double slow;
    private List<LearningRecord> late = List.of();
    private int requests;
    private boolean alone;
    private List<LearningRecord> firstRequest;
    private String violation;
    private Runnable meanwhile = () -> {
    };
    /** One in so many records is left out; 0: none is. */
    private final int leavesOut;

    SimulatedDestination(String name, Random random, SettableClock clock) {
        this.name = name;
        this.random = random;
        this.clock = clock;
        this.leavesOut = random.nextInt(3) == 0 ? 3 + random.nextInt(3) : 0;
    }

    /** Has that done now and then while it has records in hand. */
    void meanwhile(Runnable act) {
        meanwhile = act;
    }

    /** Whether the route sends the record nowhere. */
    boolean leavesOut(LearningRecord record) {
        return leavesOut > 0 && Math.floorMod(record.id().hashCode(), leavesOut) == 0;
    }

    /** It has answered that it has them: what arrives while the answer is lost has no order. */
    void accepted(List<LearningRecord> records) {
    }

    int arrived() {
        return inOrder().size();
    }

    /** What has arrived behind so many others. */
    List<LearningRecord> arrivedBehind(int before) {
        List<LearningRecord> all = inOrder();
        return all.subList(before, all.size());
    }

    /** What it has, in the order of its answers. */
    List<LearningRecord> inOrder() {
        return holds();
    }

    /** What was asked for by an attempt that nobody waits for any more. */
    void keepLate(List<LearningRecord> records) {
    }

    abstract void keep(BatchKey key, List<LearningRecord> records, Attempt attempt) throws DeliveryFailedException, IOException;

    /** Everything it has, in the order of arrival. */
    abstract List<LearningRecord> holds();

    @Override
    public void take(BatchKey key, List<LearningRecord> all, Attempt attempt) throws Exception {
        alone = all.size() == 1;
        if (random.nextInt(30) == 0) {
            meanwhile.run();
        }
        attempt.leaveOut(all.stream().filter(this::leavesOut).map(LearningRecord::id).collect(Collectors.toSet()));
        List<LearningRecord> records = all.stream().filter(record -> !leavesOut(record)).toList();
        if (records.isEmpty()) {
            return; // the route ends before it
        }
        requests++;
        if (firstRequest == null) {
            firstRequest = List.copyOf(records);
        }
        if (random.nextDouble() < crashes) {
            if (random.nextBoolean()) {
                keep(key, records, attempt);
            }
            throw new SimulatedCrash("while delivering to " + name);
        }
        keepLate(late); // of an attempt that was given up meanwhile
        late = List.of();
        if (random.nextDouble() < slow) {
            clock.turn(Duration.ofMillis(random.nextInt(600_000)));
            if (everything == null && random.nextBoolean()) {
                late = List.copyOf(records);
                throw new IOException("it has not answered in time");
            }
        }
        if (everything == null && random.nextDouble() < flaky) {
            if (random.nextBoolean()) {
                keep(key, records, attempt);
            }
            switch (random.nextInt(4)) {
                case 0 -> throw new OutOfMemoryError("simulated");
                case 1 -> throw new NoClassDefFoundError("simulated");
                default -> throw new IOException("the connection was reset");
            }
        }
        FailureClass failure = everything != null ? everything : records.stream().map(record -> bad.get(record.id()))
                .filter(one -> one != null).findFirst().orElse(null);
        if (failure == FailureClass.UNAVAILABLE && ambiguous) {
            keep(key, records, attempt);
        }
        if (failure != null) {
            throw failure(failure);
        }
        keep(key, records, attempt);
        accepted(records);
    }

    DeliveryFailedException failure(FailureClass failureClass) {
        return new DeliveryFailedException(new Failure(failureClass, clock.instant(), "simulated", null, null, null, null,
                random.nextInt(20) == 0 ? clock.instant().plusSeconds(random.nextInt(100)) : null), null);
    }

    /** A route's failure is a failure, whatever it is: what must never happen is told here. */
    void violated(String what) {
        violation = name + ": " + what;
    }

    /** What should never have happened; null if nothing did. */
    String violation() {
        return violation;
    }

    void fails(FailureClass failure, boolean afterTaking) {
        everything = failure;
        ambiguous = afterTaking;
    }

    void fails(UUID record, FailureClass failure) {
        bad.put(record, failure);
    }

    void isFlaky(double probability) {
        flaky = probability;
    }

    /** Its answers take minutes, or don't come, though what was asked for is done in the end. */
    void isSlow(double probability) {
        slow = probability;
    }

    void crashes(double probability) {
        crashes = probability;
    }

    void isMended() {
        bad.clear();
        everything = null;
        ambiguous = false;
        flaky = 0;
        slow = 0;
        crashes = 0;
    }

    /** How it fails as a whole; null where it does not, or where records arrive all the same. */
    FailureClass down() {
        return ambiguous ? null : everything;
    }

    /** The single record that an attempt has begun with: a probe, which overtakes others. Forgets what came before. */
    Optional<LearningRecord> probe() {
        List<LearningRecord> first = firstRequest;
        firstRequest = null;
        return first != null && first.size() == 1 ? Optional.of(first.get(0)) : Optional.empty();
    }

    /**
     * Whether the attempt is that of one record. A conflict then says that the destination has it; in a batch it says nothing of a
     * record, not even where the route leaves out all the others.
     */
    boolean isAlone() {
        return alone;
    }

    int requests() {
        return requests;
    }

    Set<UUID> ids() {
        Set<UUID> ids = new LinkedHashSet<>();
        holds().forEach(record -> ids.add(record.id()));
        return ids;
    }
}
