package serai.simulation;

import serai.journal.DestinationState;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.SqlJournal;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.SettableClock;
import serai.testkit.journal.SimulatedBooks;
import serai.testkit.journal.SimulatedBooks.AsideRow;
import serai.testkit.journal.SimulatedCrash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The deliveries of a simulation, each to a destination of its own kind, with limits and faults that are decided by chance. */
final class SimulatedDeliveries {

    static final List<String> NAMES = List.of("archive", "lrs", "warehouse", "hr", "files");
    /** A conflict is no fault: destinations that know records by their ids tell it by themselves. */
    private static final List<FailureClass> FAULTS = List.of(FailureClass.UNAVAILABLE, FailureClass.REFUSED,
            FailureClass.FORBIDDEN, FailureClass.MISCONFIGURED);
    private static final Duration BACK_OFF_FIRST = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MOST = Duration.ofSeconds(30);
    private static final Duration STOPPED = Duration.ofSeconds(60);

    private final Random random;
    private final SettableClock clock;
    private final Acknowledged acknowledged;
    private final Map<String, SimulatedDestination> destinations = new LinkedHashMap<>();
    private final Map<String, Delivery> deliveries = new HashMap<>();
    private final Map<String, BatchLimits> limits = new HashMap<>();

    /** @param folder for files that the archive writes */
    SimulatedDeliveries(Random random, SettableClock clock, Acknowledged acknowledged, Path folder) {
        this.random = random;
        this.clock = clock;
        this.acknowledged = acknowledged;
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            destinations.put(name, switch (name) {
                case "archive" -> new FilesDestination(name, random, clock);
                case "files" -> new ArchiveDestination(name, folder.resolve("files"), random, clock);
                default -> new KeyedDestination(name, name.length() % 2 == 1, random, clock);
            });
            int batch = List.of(1, 3, 10, 40).get(random.nextInt(4));
            limits.put(name, new BatchLimits(batch, batch * (1 + random.nextInt(3)), 1 + random.nextInt(3)));
        }
    }

    /** A process begins, with that journal. */
    void begin(Journal journal) {
        destinations.forEach((name, destination) -> {
            BackOff backOff = new BackOff(BACK_OFF_FIRST, BACK_OFF_MOST, () -> random);
            deliveries.put(name, new Delivery(journal, name, limits.get(name),
                    new RetryPolicy(backOff, STOPPED, 1 + name.length() % 3, 3, 5), clock, Runnable::run, destination));
        });
    }

    String any() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    Collection<SimulatedDestination> all() {
        return destinations.values();
    }

    SimulatedDestination to(String name) {
        return destinations.get(name);
    }

    ArchiveDestination files() {
        return (ArchiveDestination) destinations.get("files");
    }

    /** One attempt; a crash that comes while it is made is thrown. */
    void attempt(String name, SqlJournal journal, SimulatedBooks books) throws Exception {
        SimulatedDestination destination = destinations.get(name);
        FailureClass down = destination.down();
        int requests = destination.requests();
        Set<Long> mayDie = new HashSet<>();
        for (AsideRow aside : books.aside(name)) {
            if (!aside.state().equals("delivered") && !aside.state().equals("dropped")) {
                mayDie.add(aside.seq());
            }
        }
        destination.probe();
        int before = destination.arrived();
        boolean troubled = journal.state(name).map(DestinationState::isTroubled).orElse(false);
        try {
            deliveries.get(name).attempt();
        } catch (SimulatedCrash e) {
            // What came while others failed has overtaken them, and nobody has noted it.
            acknowledged.overtaking(destination.arrivedBehind(before));
            throw e;
        } catch (OutOfMemoryError e) {
            acknowledged.overtaking(destination.arrivedBehind(before));
            return;
        } finally {
            if (troubled) { // also where the process has crashed once it was stored
                destination.probe().ifPresent(record -> acknowledged.overtaking(List.of(record)));
            }
        }
        if (down == FailureClass.UNAVAILABLE || down == FailureClass.MISCONFIGURED) {
            assertThat(destination.requests() - requests).as("requests at once to %s, which is down", name)
                    .isLessThanOrEqualTo(1);
        }
        if (down != null && down != FailureClass.REFUSED) {
            assertThat(books.aside(name)).as("dead letters of %s, which is down", name)
                    .noneMatch(aside -> aside.counted().equals("dead") && !mayDie.contains(aside.seq()));
        }
    }

    /** @return whether none of them has more to do at once, when each has made an attempt */
    boolean attemptAll() throws Exception {
        boolean idle = true;
        for (Map.Entry<String, Delivery> entry : deliveries.entrySet()) {
            destinations.get(entry.getKey()).probe();
            Optional<Duration> wait = entry.getValue().attempt();
            destinations.get(entry.getKey()).probe().ifPresent(record -> acknowledged.overtaking(List.of(record)));
            idle &= wait.isEmpty() || !wait.get().isZero();
        }
        return idle;
    }

    void end() {
        deliveries.values().forEach(Delivery::end);
    }

    /** What arrives is not noted, so others may overtake it. */
    void attemptInVain() {
        for (SimulatedDestination destination : destinations.values()) {
            int before = destination.arrived();
            for (int i = random.nextInt(3); i > 0; i--) {
                try {
                    deliveries.get(destination.name).attempt();
                } catch (SimulatedCrash | OutOfMemoryError e) {
                    // It ends soon, or tries again.
                }
            }
            acknowledged.overtaking(destination.arrivedBehind(before));
        }
    }

    /** Of a destination, which fails from now on, or does no longer. */
    void fault() {
        SimulatedDestination destination = destinations.get(any());
        switch (random.nextInt(6)) {
            case 0 -> destination.fails(FAULTS.get(random.nextInt(FAULTS.size())), random.nextBoolean());
            case 1 -> destination.isFlaky(random.nextDouble() / 2);
            case 2 -> destination.isSlow(random.nextDouble() / 2);
            default -> destination.isMended();
        }
    }

    /** Of that record, at some destination. */
    void fault(LearningRecord record) {
        FailureClass failure = FAULTS.get(random.nextInt(FAULTS.size()));
        destinations.get(any()).fails(record.id(), failure);
    }
}
