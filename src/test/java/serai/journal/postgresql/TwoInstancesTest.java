package serai.journal.postgresql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.SourceCounts;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.CursorMovedException;
import serai.journal.store.DeliveryStore.Registration;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;
import serai.testkit.journal.Leased;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/** Two instances on one journal: what one does, the other sees; and what only one may do, the other can't. */
class TwoInstancesTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    private String url;
    private PostgresqlJournal one;
    private PostgresqlJournal other;

    @BeforeEach
    void open() throws SQLException {
        url = SharedPostgres.database();
        one = open("one");
        other = open("other");
    }

    private PostgresqlJournal open(String name) {
        return PostgresqlStore.open(PostgresqlJournalTest.address(url), PostgresqlJournalTest.instance(name), JournalBounds.DEFAULT,
                CLOCK);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static CompletableFuture<Appended> append(PostgresqlJournal journal, LearningRecord record) {
        return journal.append(record, Set.of("lrs")).toCompletableFuture();
    }

    @Test
    void theSameEventAtBothAtTheSameMomentIsKeptOnceAndAcknowledgedByBoth() {
        List<LearningRecord> events = IntStream.range(0, 300).mapToObj(i -> completion("learner-" + i)).toList();
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        for (LearningRecord event : events) {
            appends.add(append(one, event));
            appends.add(append(other, event));
        }

        List<Appended> outcomes = appends.stream().map(CompletableFuture::join).toList();

        assertThat(outcomes.stream().filter(Appended.STORED::equals)).hasSize(300);
        assertThat(outcomes.stream().filter(Appended.DUPLICATE::equals)).hasSize(300);
        assertThat(other.balances()).containsEntry("lrs", new Balance(300, 0, 300, 0, 0));
        assertThat(other.sources()).containsEntry("mct", new SourceCounts(300, 300, 0, 0));
        assertThat(learners(one.read("lrs", 0, 1_000))).hasSize(300).doesNotHaveDuplicates();
    }

    /** The first commit is held back by a lock that only its batch waits for, when all of it is written. */
    @Test
    void noCursorJumpsOverACommitThatIsHeldBack() throws SQLException {
        SharedPostgres.execute(url, """
                CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.base_seq = 1 THEN PERFORM pg_advisory_xact_lock(42); END IF;
                    RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON record_batch DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION hold()""");
        CompletableFuture<Appended> first;
        CompletableFuture<Appended> second;
        try (Connection lock = SharedPostgres.connect(url); Statement statement = lock.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(42)");
            first = append(one, completion("anna"));
            await().atMost(30, SECONDS).until(() -> waiting("relation = 0 OR locktype = 'advisory'") > 0);
            second = append(other, completion("ben"));
            await().atMost(30, SECONDS).until(() -> waiting("locktype IN ('transactionid', 'tuple')") > 0);

            Page page = other.read("lrs", 0, 10);
            assertThat(page.entries()).isEmpty();
            assertThat(page.upTo()).as("how far a cursor may go").isZero();
            assertThat(Stream.of(first, second)).noneMatch(CompletableFuture::isDone);
            statement.execute("SELECT pg_advisory_unlock(42)");
        }

        assertThat(List.of(first.join(), second.join())).containsOnly(Appended.STORED);
        assertThat(learners(one.read("lrs", 0, 10))).containsExactly("anna", "ben");
    }

    private long waiting(String which) throws SQLException {
        return Long
                .parseLong(SharedPostgres.rows(url, "SELECT count(*) FROM pg_locks WHERE NOT granted AND (" + which + ")").get(0));
    }

    private static List<String> learners(Page page) {
        return page.entries().stream().map(PageEntry::record).map(record -> record.learner().id()).toList();
    }

    @Test
    void oneHasTheLeaseOfADestinationUntilItLeaves() {
        try (Registration mine = one.onAppend("lrs", () -> {
        })) {
            await().atMost(30, SECONDS).until(() -> one.epoch("lrs").isPresent());
            try (Registration others = other.onAppend("lrs", () -> {
            })) {
                await().during(4, SECONDS).atMost(30, SECONDS).until(() -> other.epoch("lrs").isEmpty());
                assertThat(one.epoch("lrs")).hasValue(1);

                one.close();
                await().atMost(30, SECONDS).until(() -> other.epoch("lrs").isPresent());
                assertThat(other.epoch("lrs")).hasValue(2);
            }
        }
    }

    @Test
    void aHolderThatWasPausedForLongerThanItsLeaseMovesNothing() throws SQLException {
        append(one, completion("anna")).join();
        try (Registration mine = one.onAppend("lrs", () -> {
        })) {
            long epoch = Leased.epoch(one, "lrs");
            Page page = one.read("lrs", 0, 10);
            // What the database has after the lease has ended and another instance has taken it.
            SharedPostgres.execute(url, """
                    UPDATE lease SET instance = gen_random_uuid(), epoch = epoch + 1, until = now() + interval '1 hour'""");

            assertThatThrownBy(() -> settle(one, page, epoch)).hasCauseInstanceOf(CursorMovedException.class)
                    .hasMessageContaining("another instance delivers to lrs");
            assertThat(other.state("lrs")).map(DestinationState::cursor).hasValue(0L);
            assertThat(other.balances()).containsEntry("lrs", new Balance(1, 0, 1, 0, 0));
            await().atMost(30, SECONDS).until(() -> one.epoch("lrs").isEmpty());
        }
    }

    private static void settle(PostgresqlJournal journal, Page page, long epoch) {
        List<Settled> delivered = page.entries().stream().map(entry -> Settled.delivered(entry, false)).toList();
        journal.settle(new Settlement("lrs", page.after(), DestinationState.at(page.upTo()), delivered, Set.of(), Set.of(), false,
                Map.of()).under(epoch)).toCompletableFuture().join();
    }

    @Test
    void leasesSpreadOverTheInstancesAndMoveBackWhenOneLeaves() {
        other.close();
        List<String> destinations = List.of("archive", "hr", "lrs", "warehouse");
        destinations.forEach(name -> one.onAppend(name, () -> {
        }));
        await().atMost(30, SECONDS).until(() -> held(one, destinations) == 4);

        other = open("other");
        destinations.forEach(name -> other.onAppend(name, () -> {
        }));
        await().atMost(60, SECONDS).until(() -> {
            destinations.stream().filter(name -> one.epoch(name).isEmpty()).forEach(one::release);
            return held(one, destinations) == 2 && held(other, destinations) == 2;
        });

        other.close();
        await().atMost(60, SECONDS).until(() -> held(one, destinations) == 4);
    }

    private static long held(PostgresqlJournal journal, List<String> destinations) {
        return destinations.stream().filter(name -> journal.epoch(name).isPresent()).count();
    }

    /** A settlement of several destinations locks their leases in another order: each would wait for the other. */
    @ParameterizedTest
    @CsvSource({"archive, lrs", "lrs, archive"})
    void aRenewalHoldsNoLeaseWhileItWaitsForAnother(String first, String second) throws SQLException {
        other.close();
        one.onAppend(first, () -> {
        });
        one.onAppend(second, () -> {
        });
        await().atMost(30, SECONDS).until(() -> held(one, List.of(first, second)) == 2);
        try (Connection settling = SharedPostgres.connect(url); Statement statement = settling.createStatement()) {
            settling.setAutoCommit(false);
            statement.execute("SELECT 1 FROM lease WHERE destination = '%s' FOR UPDATE".formatted(first));
            await().atMost(30, SECONDS).until(() -> waiting("locktype = 'transactionid'") > 0);

            statement.execute("SELECT 1 FROM lease WHERE destination = '%s' FOR UPDATE".formatted(second));
            settling.commit();
        }
    }

    @Test
    void anAppendOfOneWakesTheDeliveriesOfTheOther() throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        try (Registration mine = other.onAppend("lrs", woken::countDown)) {
            await().atMost(30, SECONDS).until(() -> SharedPostgres
                    .rows(url, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()")
                    .equals(List.of("2")));

            AtomicInteger learners = new AtomicInteger(); // an instance that has just come is known at the next look
            await().atMost(30, SECONDS).until(() -> {
                append(one, completion("anna-" + learners.incrementAndGet())).join();
                return woken.await(100, MILLISECONDS);
            });
        }
    }

    @Test
    void goesOnAfterTheDatabaseHasCutAllConnections() throws SQLException {
        one.onAppend("lrs", () -> {
        });
        append(one, completion("anna")).join();
        await().atMost(30, SECONDS).until(() -> one.epoch("lrs").isPresent());

        SharedPostgres.execute(url, """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()""");

        await().atMost(30, SECONDS).ignoreExceptions()
                .until(() -> append(one, completion("ben")).join() != Appended.DIFFERS && one.trouble() == null);
        Page page = one.read("lrs", 0, 10);
        assertThat(learners(page)).containsExactly("anna", "ben");
        settle(one, page, Leased.epoch(one, "lrs"));
        await().atMost(30, SECONDS).until(() -> one.epoch("lrs").isPresent());
        assertThat(other.balances()).containsEntry("lrs", new Balance(2, 2, 0, 0, 0));
    }

    /** A part of a transaction is no commit, and others are let in after a bounded time. */
    @Test
    void anInstanceThatHangsInATransactionHoldsUpTheOthersForABoundedTime() throws SQLException {
        try (Connection hanging = new JournalConnections(PostgresqlJournalTest.address(url)).open();
                Statement statement = hanging.createStatement()) {
            statement.execute("UPDATE writing SET turn = turn + 1");

            assertThat(append(one, completion("anna")).join()).isEqualTo(Appended.STORED);
        }
    }
}
