package serai.journal.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.model.LearningRecord;
import serai.testkit.Logged;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;
import serai.testkit.journal.Leased;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/**
 * A standby that is behind takes over. What was acknowledged last is lost, and its numbers are given again; what the new primary
 * acknowledges is delivered all the same.
 */
class FailOverTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    /** What befalls the database while an attempt is under way. */
    @FunctionalInterface
    private interface Meanwhile {
        void happens() throws SQLException;
    }

    private final List<String> sent = new ArrayList<>();
    private String url;
    private LeasedInstance one;
    private Meanwhile meanwhile = () -> {
    };

    @BeforeEach
    void open() throws SQLException {
        url = SharedPostgres.database();
        one = LeasedInstance.open(1, url, CLOCK, List.of("archive", "lrs"));
    }

    @AfterEach
    void close() {
        one.journal().close();
    }

    private static void append(LeasedInstance at, int from, int to) {
        for (int i = from; i < to; i++) {
            at.submit(completion("learner-" + i), Set.of("lrs")).join();
        }
    }

    /** Whoever is not answered sends again. */
    private static void appendAgain(LeasedInstance at, int from, int to) {
        for (int i = from; i < to; i++) {
            LearningRecord record = completion("learner-" + i);
            await().atMost(60, SECONDS).ignoreExceptions()
                    .until(() -> at.submit(record, Set.of("lrs")).join() == Appended.STORED);
        }
    }

    private Delivery delivery(String destination) {
        await().atMost(60, SECONDS).until(() -> one.journal().epoch(destination).isPresent());
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> new Random(1));
        return new Delivery(one.journal(), destination, new BatchLimits(100, 100, 1),
                new RetryPolicy(backOff, Duration.ofSeconds(60), 3, 4, 5), CLOCK, Runnable::run, (kind, records, attempt) -> {
                    Meanwhile once = meanwhile;
                    meanwhile = () -> {
                    };
                    records.forEach(record -> sent.add(record.learner().id()));
                    once.happens();
                });
    }

    private void deliver(String destination) {
        Delivery delivery = delivery(destination);
        delivery.attempt();
        delivery.end();
    }

    private long epoch() {
        await().atMost(60, SECONDS).until(() -> one.journal().epoch("lrs").isPresent());
        return one.journal().epoch("lrs").orElseThrow();
    }

    private long cursor(String destination) {
        return one.journal().state(destination).map(DestinationState::cursor).orElse(0L);
    }

    private static List<String> learners(int from, int to) {
        List<String> learners = new ArrayList<>();
        for (int i = from; i < to; i++) {
            learners.add("learner-" + i);
        }
        return learners;
    }

    @Test
    void whatWasDeliveredBeforeSettlesNothingOfWhatHasItsNumbersNow() throws SQLException {
        append(one, 0, 10);
        deliver("lrs");
        LaggingStandby standby = LaggingStandby.of(url);
        append(one, 10, 20);
        sent.clear();
        meanwhile = () -> {
            standby.takesOver();
            appendAgain(one, 20, 30);
        };
        try (Logged log = new Logged()) {
            deliver("lrs");
            assertThat(sent).isEqualTo(learners(10, 20));
            assertThat(cursor("lrs")).as("the cursor before what was acknowledged since").isEqualTo(10);
            assertThat(log.lines().filter(line -> line.contains("server lacks the newest commits"))).hasSize(1);
        }

        sent.clear();
        deliver("lrs");
        assertThat(sent).isEqualTo(learners(20, 30));
        assertThat(one.journal().balances()).containsEntry("lrs", new Balance(20, 20, 0, 0, 0));
    }

    /** The other one takes events in and has counted turns beyond what this one knows; this one has nothing to write. */
    @Test
    void whoOnlyDeliversBeginsAnewToo() throws SQLException {
        LaggingStandby.withTimelines(url);
        LeasedInstance other = LeasedInstance.open(2, url, CLOCK, List.of());
        try {
            append(other, 0, 10);
            long epoch = epoch();
            LaggingStandby standby = LaggingStandby.of(url);
            append(other, 10, 20);
            deliver("lrs");
            assertThat(sent).isEqualTo(learners(0, 20));
            standby.takesOver();
            appendAgain(other, 20, 50);

            await().atMost(60, SECONDS).until(() -> one.journal().epoch("lrs").orElse(epoch) != epoch);
            sent.clear();
            deliver("lrs");
            assertThat(sent).containsExactlyElementsOf(concat(learners(0, 10), learners(20, 50)));
        } finally {
            other.journal().close();
        }
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** What they mean is kept in memory. */
    @Test
    void numbersOfKindsThatAreGivenAgainMeanWhatTheyMeanNow() throws SQLException {
        append(one, 0, 1);
        LaggingStandby standby = LaggingStandby.of(url);
        one.submit(login("anna"), Set.of("lrs")).join();
        deliver("lrs");
        assertThat(sent).containsExactly("learner-0", "anna");
        sent.clear();
        standby.takesOver();
        await().atMost(60, SECONDS).ignoreExceptions()
                .until(() -> one.submit(login("ben"), Set.of("archive")).join() == Appended.STORED);

        deliver("archive");
        assertThat(sent).containsExactly("ben");
    }

    @Test
    void anEventThatWasLostIsKeptWhenItComesAgain() throws SQLException {
        LaggingStandby standby = LaggingStandby.of(url);
        append(one, 0, 3);
        standby.takesOver();

        appendAgain(one, 0, 3);
        deliver("lrs");
        assertThat(sent).isEqualTo(learners(0, 3));
    }

    @Test
    void nothingIsSaidOfAServerThatHasOnlyCutItsConnections() throws SQLException {
        LaggingStandby.withTimelines(url);
        append(one, 0, 3);
        long epoch = epoch();
        try (Logged log = new Logged()) {
            SharedPostgres.execute(url, """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = 'serai'""");
            await().atMost(60, SECONDS).until(() -> one.journal().trouble() == null);
            deliver("lrs");
            assertThat(one.journal().epoch("lrs")).hasValue(epoch);
            assertThat(log.lines().filter(line -> line.contains("start again"))).isEmpty();
        }
    }

    /** A server that was in recovery, and takes writes by now, has another timeline, which it tells the journal's user too. */
    @Test
    void beginsAnewAtAServerThatWasPromoted(@TempDir Path folder) throws Exception {
        EmbeddedPostgres first = server(folder, 0);
        int port = first.getPort();
        try (Connection connection = first.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE serai LOGIN PASSWORD 'secret'; ALTER SCHEMA public OWNER TO serai");
        }
        PostgresqlAddress address =
                new PostgresqlAddress("jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port), "serai", "secret", Map.of());
        try (PostgresqlJournal journal = PostgresqlStore.open(address, PostgresqlJournalTest.instance("one"), JournalBounds.DEFAULT,
                CLOCK); Logged log = new Logged()) {
            journal.append(completion("anna"), Set.of("lrs")).toCompletableFuture().join();
            long epoch = Leased.epoch(journal, "lrs");

            first.close();
            Files.writeString(folder.resolve("data/recovery.signal"), "");
            try (EmbeddedPostgres promoted = server(folder, port)) {
                await().atMost(60, SECONDS).ignoreExceptions()
                        .until(() -> journal.append(completion("ben"), Set.of("lrs")).toCompletableFuture().join() != null);
                await().atMost(60, SECONDS).until(() -> journal.epoch("lrs").orElse(epoch) > epoch);
                assertThat(log.lines().filter(line -> line.contains("on another server now"))).hasSize(1);
                assertThat(journal.balances().get("lrs").routed()).isEqualTo(2);
            }
        }
    }

    private static EmbeddedPostgres server(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder().setPort(port).setDataDirectory(folder.resolve("data")).setCleanDataDirectory(false)
                .setServerConfig("fsync", "on").setServerConfig("full_page_writes", "on")
                .setServerConfig("restore_command", "false").start();
    }
}
