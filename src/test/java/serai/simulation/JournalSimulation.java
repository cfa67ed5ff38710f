package serai.simulation;

import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.JournalBounds.LeftBounds;
import serai.model.LearningRecord;
import serai.testkit.CallersThread;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.journal.Leased;
import serai.testkit.journal.SimulatedBooks;
import serai.testkit.journal.SimulatedCrash;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * One episode in the life of a journal, decided by a seed: appends, deliveries, failures, crashes, clocks that step,
 * operators and purges, against a model that only knows what was acknowledged. Everything happens on this thread, so the
 * same seed gives the same episode.
 */
final class JournalSimulation implements AutoCloseable {

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Duration DEDUP = Duration.ofDays(20);
    /** So few that an append in three sorts what is in memory. */
    private static final int STAGED_MAX = 8;
    private static final JournalBounds BOUNDS = new JournalBounds(1_000, 8 << 20, 100, 0, RETENTION, DEDUP, Duration.ofHours(24),
            LeftBounds.DEFAULT, STAGED_MAX);
    private static final Duration MENDED_WITHIN = Duration.ofHours(2);

    private final Random random;
    private final SimulatedStore store;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final SimulatedDeliveries deliveries;
    private final SimulatedAppends appends;
    private final Acknowledged acknowledged = new Acknowledged();
    private final SimulatedOperator operator;
    private final JournalCrashes crashes;
    private final PurgeAmidAppends.Purges purges = new PurgeAmidAppends.Purges(clock);
    private CallersThread thread;
    private SqlJournal journal;
    private SimulatedBooks books;

    /**
     * @param store  an empty journal; closed with this
     * @param folder an empty folder, as fast as can be had
     */
    JournalSimulation(long seed, SimulatedStore store, Path folder) throws Exception {
        this.random = new Random(seed);
        this.store = store;
        operator = new SimulatedOperator(random, clock, acknowledged);
        crashes = new JournalCrashes(random);
        deliveries = new SimulatedDeliveries(random, clock, acknowledged, folder);
        appends = new SimulatedAppends(random, clock, deliveries, acknowledged, DEDUP);
        open();
    }

    private void open() throws Exception {
        thread = new CallersThread();
        journal = store.open(BOUNDS, purges.clock(), thread);
        books = store.books();
        deliveries.files().begin(journal);
        SimulatedDeliveries.NAMES.forEach(name -> Leased.epoch(journal, name));
        deliveries.begin(crashes.of(journal));
    }

    /**
     * Does that many steps, each followed by a look at the books; then mends everything and sees that all arrives.
     *
     * @return steps done, those until all has arrived included
     */
    int run(int steps) throws Exception {
        for (int i = 0; i < steps; i++) {
            step();
            look();
        }
        return steps + mendAndFinish();
    }

    private void step() throws Exception {
        // Its steps take longer, and what befalls instances is what is looked for there; of a file, what befalls files.
        int what = random.nextInt(store.isShared() ? 1025 : 1010);
        if (what < 300) {
            appends.append(journal, thread, books);
        } else if (what < 330) {
            appends.again(journal);
        } else if (what < 800) {
            deliver(deliveries.any());
        } else if (what < 860) {
            deliveries.fault();
        } else if (what < 950) {
            turnClock();
        } else if (what < 985) {
            operator.operate(deliveries.any(), books);
        } else if (what < 995) {
            purge();
        } else if (what < 996) {
            restart();
        } else if (what < 1000 || store.isShared()) {
            crashSoon();
        } else if (what < 1003) {
            restart();
        } else {
            failAmidSorting();
        }
    }

    /**
     * If an append has to sort, it does not get to its end. The process ends there, or goes on; whoever is not answered sends
     * again.
     */
    private void failAmidSorting() throws Exception {
        LearningRecord record = appends.next();
        String name = SimulatedDeliveries.NAMES.get(0);
        books.breakSorting(random);
        CompletableFuture<Appended> first = journal.append(record, Set.of(name)).toCompletableFuture();
        books.mendSorting();
        if (random.nextBoolean()) {
            crash();
        }
        assertThat(journal.append(record, Set.of(name)).toCompletableFuture().join())
                .isEqualTo(first.isCompletedExceptionally() ? Appended.STORED : Appended.DUPLICATE);
        appends.answered(record, name, books);
    }

    private void deliver(String name) throws Exception {
        deliveries.to(name).meanwhile(() -> operator.dropMeanwhile(name, books, () -> appends.purge(journal)));
        try {
            deliveries.attempt(name, journal, books);
        } catch (SimulatedCrash e) {
            crash();
        }
        deliveries.to(name).meanwhile(() -> {});
    }

    private void turnClock() {
        clock.turn(switch (random.nextInt(12)) {
            case 0 -> Duration.ofDays(random.nextInt(20));
            case 1 -> Duration.ofHours(-random.nextInt(48));
            case 2 -> Duration.ofHours(random.nextInt(48));
            default -> Duration.ofMillis(random.nextInt(40_000));
        });
    }

    private void purge() throws Exception {
        if (random.nextInt(4) > 0) {
            clock.turn(Duration.ofDays(random.nextInt(60))); // or it has nothing to write
            int stop = 1 + random.nextInt(PurgeAmidAppends.STOPS);
            appends.appendAmid(purges.begin(journal, stop), journal, thread, books);
        } else {
            appends.purge(journal);
        }
        deliveries.files().finish();
    }

    private void restart() throws Exception {
        deliveries.files().end();
        books.close();
        journal.close();
        store.damage(random, clock, acknowledged.named());
        open();
    }

    private void crashSoon() throws Exception {
        switch (random.nextInt(store.isShared() ? 9 : 8)) {
            case 8 -> disconnect();
            case 7 -> takenOver();
            case 5, 6 -> crashes.runOutOfMemoryIn(1 + random.nextInt(30));
            case 0 -> crashes.comeBeforeCommit();
            case 1 -> crashes.comeAfterCommit();
            case 2 -> crashes.comeWhileNoting();
            case 3 -> deliveries.all().forEach(destination -> destination.crashes(0.5));
            default -> crash();
        }
    }

    /**
     * A second process opens the journal, and delivers from it: the first one notes nothing more. Where the store is one process's
     * alone, the second one has come past whatever was to keep it out, and the first one acknowledges nothing more either.
     */
    private void takenOver() throws Exception {
        try (SqlJournal other = store.takeOver(BOUNDS, clock)) {
            Map<String, Balance> before = other.balances();
            if (!store.isShared()) {
                CompletableFuture<Appended> append = journal.append(appends.next(), Set.of(deliveries.any()))
                        .toCompletableFuture();
                assertThatThrownBy(append::join).hasCauseInstanceOf(JournalUnavailableException.class);
            }
            deliveries.attemptInVain();
            assertThat(other.balances()).isEqualTo(before);
            assertThat(before.keySet()).isEqualTo(acknowledged.named().keySet());
        }
        crash();
    }

    /** The server has ended all of the journal's connections. Whoever is not answered sends again. */
    private void disconnect() throws Exception {
        store.disconnect();
        deliveries.attemptInVain();
        LearningRecord record = appends.next();
        String name = SimulatedDeliveries.NAMES.get(0);
        await().pollInSameThread().atMost(60, TimeUnit.SECONDS).until(() -> appends.isTaken(journal, record, name));
        await().pollInSameThread().atMost(60, TimeUnit.SECONDS).ignoreException(JournalUnavailableException.class)
                .until(() -> journal.balances() != null);
        appends.answered(record, name, books);
    }

    /** What is kept at this moment is all that is left. */
    private void crash() throws Exception {
        books.close();
        store.crash(journal);
        crashes.comeNoMore();
        deliveries.all().forEach(destination -> destination.crashes(0));
        open();
    }

    private void look() throws SQLException {
        deliveries.all().forEach(destination -> assertThat(destination.violation()).isNull());
        if (!books.haveChanged()) {
            return;
        }
        acknowledged.isInBooks(journal.balances(), books.recount());
    }

    private int mendAndFinish() throws Exception {
        crashes.comeNoMore();
        crashes.runOutOfMemoryIn(0);
        deliveries.all().forEach(SimulatedDestination::isMended);
        try {
            deliveries.end();
        } catch (SimulatedCrash e) {
            crash();
        }
        Instant end = clock.instant().plus(MENDED_WITHIN);
        int steps = 0;
        while (journal.balances().values().stream().anyMatch(balance -> balance.pending() > 0) || acknowledged.isRequeued(books)) {
            assertThat(clock.instant()).as("everything is mended, yet still there is: %s", journal.balances()).isBefore(end);
            steps += SimulatedDeliveries.NAMES.size();
            if (deliveries.attemptAll()) {
                clock.turn(Duration.ofSeconds(1));
            }
            look();
        }
        clock.turn(Duration.ofDays(60)); // also where it was turned back
        deliveries.files().finish();
        for (String name : acknowledged.named().keySet()) {
            SimulatedDestination destination = deliveries.to(name);
            if (destination instanceof FilesDestination files) {
                files.remembers(journal.remembered(name));
            }
            acknowledged.hasArrived(destination, journal, books.aside(name));
        }
        try (JournalOperations operations = store.operations(clock)) {
            appends.areKnown(journal, operations, books);
        }
        return steps;
    }

    @Override
    public void close() throws SQLException {
        books.close();
        journal.close();
        store.close();
    }
}
