package serai.simulation;

import serai.journal.Balance;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.period.Period;
import serai.journal.delivery.period.Period.Unit;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Failure;
import serai.model.LearningRecord;
import serai.testkit.CallersThread;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.journal.Leased;
import serai.testkit.journal.SimulatedBooks;
import serai.testkit.journal.SimulatedCrash;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One episode of a destination with a period: appends, clocks that step, failures before and after a page has arrived, refused
 * records, crashes before and after the settlement, operators. The receiver knows files by their names only, as an SFTP server.
 */
final class PeriodSimulation implements AutoCloseable {

    private static final String NAME = "hr";

    private final Random random;
    private final SimulatedStore store;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-10-24T10:00:00Z")); // the clocks are set back next
    private final Period period;
    private final Map<String, List<UUID>> files = new LinkedHashMap<>();
    private final Map<UUID, Instant> appended = new HashMap<>();
    private final Set<UUID> bad = new HashSet<>();
    private SqlJournal journal;
    private SimulatedBooks books;
    private Delivery delivery;
    private double fails;
    private boolean crashes;
    private int learners;
    /** What should never have happened: whatever a route throws is only a failure. */
    private String violation;

    /** @param store an empty journal; closed with this */
    PeriodSimulation(long seed, SimulatedStore store) throws Exception {
        this.random = new Random(seed);
        this.store = store;
        period = new Period(random.nextBoolean() ? Unit.DAY : Unit.HOUR, LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"),
                1 + random.nextInt(20));
        open();
    }

    private void open() throws Exception {
        journal = store.open(JournalBounds.DEFAULT, clock, new CallersThread());
        books = store.books();
        Leased.epoch(journal, NAME);
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> random);
        delivery =
                new Delivery(journal, NAME, BatchLimits.of(period), new RetryPolicy(backOff, Duration.ofMinutes(1), 2, 3, 5), clock,
                        Runnable::run, this::take);
    }

    private void take(BatchKey key, List<LearningRecord> batch, Attempt attempt) throws Exception {
        UUID culprit = batch.stream().map(LearningRecord::id).filter(bad::contains).findFirst().orElse(null);
        if (culprit != null) {
            throw new DeliveryFailedException(failure(FailureClass.REFUSED), null, culprit);
        }
        boolean fault = random.nextDouble() < fails;
        boolean arrives = !fault || random.nextBoolean();
        if (arrives) {
            List<UUID> before = files.put(key.page().text(), batch.stream().map(LearningRecord::id).toList());
            if (before != null && !attempt.isRepeat()) {
                violation = key.page() + " is there, and this is no repeat";
            }
        }
        if (fault && crashes) {
            throw new SimulatedCrash("while delivering");
        }
        if (fault) {
            throw random.nextBoolean() ? new IOException("lost")
                    : new DeliveryFailedException(failure(FailureClass.values()[random.nextBoolean() ? 0 : 4]), null);
        }
    }

    private Failure failure(FailureClass failureClass) {
        return Failure.of(failureClass, clock.instant(), new IOException("simulated"));
    }

    void run(int steps) throws Exception {
        for (int i = 0; i < steps; i++) {
            step();
        }
        finish();
    }

    private void step() throws Exception {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> append();
            case 6, 7 -> clock.turn(Duration.ofMinutes(random.nextInt(2_000)));
            case 8 -> clock.turn(Duration.ofMinutes(-random.nextInt(200)));
            case 9 -> fails = random.nextInt(3) * 0.3;
            case 10 -> crashes = random.nextBoolean();
            case 11 -> reopen();
            case 12 -> requeue();
            default -> attempt();
        }
    }

    private void append() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            String learner = "learner-" + learners++;
            LearningRecord record = (random.nextBoolean() ? Records.completion(learner) : Records.login(learner))
                    .withReceivedAt(clock.instant());
            if (random.nextInt(15) == 0) {
                bad.add(record.id());
            }
            appended.put(record.id(), record.receivedAt());
            journal.append(record, Set.of(NAME)).toCompletableFuture().join();
        }
    }

    private Optional<Duration> attempt() throws Exception {
        try {
            Optional<Duration> wait = delivery.attempt();
            if (random.nextInt(4) == 0) {
                delivery.end();
            }
            return wait;
        } catch (SimulatedCrash e) {
            reopen(); // what was not settled is forgotten
            return Optional.of(Duration.ZERO);
        }
    }

    /** As after a crash: the delivery before is not ended. */
    private void reopen() throws Exception {
        books.close();
        store.crash(journal);
        open();
    }

    private void requeue() throws SQLException {
        bad.removeIf(one -> random.nextBoolean());
        books.retryAll(NAME, clock.instant().getEpochSecond() * 1_000_000);
    }

    /** Everything is mended, and days pass: all arrives, each record in one file. */
    private void finish() throws Exception {
        fails = 0;
        crashes = false;
        bad.clear();
        requeue();
        for (int day = 0; day < 6; day++) {
            Optional<Duration> wait = attempt();
            for (int i = 0; wait.isPresent() && wait.get().compareTo(Duration.ofMinutes(2)) < 0; i++) {
                assertThat(i).as("it comes to rest").isLessThan(1_000);
                clock.turn(wait.get());
                wait = attempt();
            }
            delivery.end();
            requeue(); // a run that was taken back may have become dead again
            clock.turn(Duration.ofHours(25));
        }
        List<UUID> arrived = new ArrayList<>();
        files.values().forEach(arrived::addAll);
        assertThat(violation).isNull();
        assertThat(arrived).doesNotHaveDuplicates();
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(appended.keySet());
        Balance balance = journal.balances().getOrDefault(NAME, new Balance(0, 0, 0, 0, 0));
        assertThat(balance).isEqualTo(new Balance(appended.size(), appended.size(), 0, 0, 0));
    }

    @Override
    public void close() throws SQLException {
        books.close();
        journal.close();
        store.close();
    }
}
