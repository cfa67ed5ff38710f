package serai.journal.postgresql;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Appended;
import serai.journal.JournalFullException;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Page;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;
import serai.testkit.http.SilentNetwork;
import serai.testkit.http.SilentNetwork.Direction;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/** What the database does not do is told, and all goes on when it does it again. */
class DatabaseTroubleTest {

    private static final byte[] READY_FOR_QUERY = {'Z', 0, 0, 0, 5, 'I'};
    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    private String url;
    private String user;

    @BeforeEach
    void makeADatabaseOfItsUsers() throws SQLException {
        url = SharedPostgres.database();
        user = "user_" + url.substring(url.lastIndexOf('/') + 1);
        SharedPostgres.execute(url, "CREATE ROLE %1$s LOGIN PASSWORD 'secret'; ALTER SCHEMA public OWNER TO %1$s".formatted(user));
    }

    @AfterEach
    void dropItsUser() throws SQLException {
        SharedPostgres.execute(url, "DROP OWNED BY %1$s CASCADE; DROP ROLE %1$s".formatted(user));
    }

    private PostgresqlJournal open(String at) {
        return PostgresqlStore.open(new PostgresqlAddress(at, user, "secret", Map.of()), PostgresqlJournalTest.instance("one"),
                JournalBounds.DEFAULT, CLOCK);
    }

    private static Appended append(PostgresqlJournal journal, String learner) {
        return journal.append(completion(learner), Set.of("lrs")).toCompletableFuture().join();
    }

    @Test
    void aRightThatWasTakenAwayIsToldWithWhatToDo() throws SQLException {
        try (PostgresqlJournal journal = open(url)) {
            append(journal, "anna");
            SharedPostgres.execute(url, "REVOKE INSERT ON record_batch FROM " + user);

            assertThatThrownBy(() -> append(journal, "ben")).hasCauseInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("permission denied for table record_batch")
                    .hasMessageContaining("give the journal's user all rights to its tables again").hasMessageNotContaining("\n");

            SharedPostgres.execute(url, "REVOKE UPDATE ON fixed FROM " + user);
            assertThat(journal.trouble()).contains("permission denied for table fixed");
            SharedPostgres.execute(url, "GRANT INSERT ON record_batch TO %1$s; GRANT UPDATE ON fixed TO %1$s".formatted(user));
            assertThat(journal.trouble()).isNull();
            assertThat(append(journal, "ben")).isEqualTo(Appended.STORED);
            assertThat(journal.balances().get("lrs").routed()).isEqualTo(2);
        }
    }

    /** The server's own answer for a disk that is full, by a trigger: the disk of this machine stays as it is. */
    @Test
    void aFullDiskRefusesEventsUntilThereIsRoom() throws SQLException {
        try (PostgresqlJournal journal = open(url)) {
            append(journal, "anna");
            SharedPostgres.execute(url, """
                    CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
                    END $$;
                    CREATE TRIGGER disk_is_full BEFORE INSERT ON record_batch FOR EACH ROW EXECUTE FUNCTION disk_full()""");

            assertThatThrownBy(() -> append(journal, "ben")).hasCauseInstanceOf(JournalFullException.class)
                    .hasMessageContaining("No space left on device; make room on its disk").hasMessageNotContaining("\n");
            assertThat(journal.balances().get("lrs").routed()).isEqualTo(1);

            SharedPostgres.execute(url, "DROP TRIGGER disk_is_full ON record_batch");
            assertThat(append(journal, "ben")).isEqualTo(Appended.STORED);
        }
    }

    /** The size of the tables is measured now and then only. */
    @Test
    void aFullJournalTakesEventsAgainSoonAfterThereIsRoom() throws SQLException {
        open(url).close();
        SharedPostgres.execute(url, "CREATE TABLE ballast AS SELECT repeat('x', 1000) FROM generate_series(1, 5000)");
        JournalBounds bounds = new JournalBounds(10_000, 1 << 20, 10, 4 << 20, Duration.ofDays(30), Duration.ZERO);
        try (PostgresqlJournal journal = PostgresqlStore.open(new PostgresqlAddress(url, user, "secret", Map.of()),
                PostgresqlJournalTest.instance("one"), bounds, Clock.systemUTC())) {
            await().atMost(30, SECONDS).until(() -> journal.fill().trouble() != null);
            assertThatThrownBy(() -> append(journal, "anna")).hasCauseInstanceOf(JournalFullException.class);

            SharedPostgres.execute(url, "ALTER TABLE ballast RENAME TO away; CREATE SCHEMA away; ALTER TABLE away SET SCHEMA away");
            await().pollInterval(1, SECONDS).atMost(30, SECONDS).ignoreExceptions()
                    .until(() -> append(journal, "anna") == Appended.STORED);

            SharedPostgres.execute(url, "ALTER TABLE away.away SET SCHEMA public");
            for (int i = 0; journal.fill().trouble() == null; i++) {
                append(journal, "ben-" + i);
                assertThat(i).isLessThan(1_000);
            }
            SharedPostgres.execute(url, "DROP TABLE away");
            journal.purge();
            assertThat(append(journal, "cleo")).as("after a purge at once").isEqualTo(Appended.STORED);
        }
    }

    @Test
    void goesOnWithTheNextHostThatTheAddressNames() throws Exception {
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (CountingRelay first = new CountingRelay(port);
                CountingRelay second = new CountingRelay(port);
                PostgresqlJournal journal = open(url.replaceFirst("127\\.0\\.0\\.1:\\d+",
                        "127.0.0.1:%s,127.0.0.1:%s".formatted(first.port(), second.port())) + "?targetServerType=primary")) {
            append(journal, "anna");
            assertThat(second.roundTrips()).isEmpty();

            first.close();

            await().atMost(60, SECONDS).ignoreExceptions()
                    .until(() -> append(journal, "ben") != Appended.DIFFERS && journal.trouble() == null);
            assertThat(journal.balances().get("lrs").routed()).isEqualTo(2);
            assertThat(second.roundTrips()).isNotEmpty();
        }
    }

    @Test
    void anInstanceHasAtMostNineConnections() throws SQLException {
        try (PostgresqlJournal journal = open(url)) {
            append(journal, "anna");
            List<CompletableFuture<Void>> queries = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> IntStream.range(0, 50).forEach(j -> journal.balances())))
                    .toList();
            queries.forEach(CompletableFuture::join);

            assertThat(Integer.parseInt(SharedPostgres.rows(url, """
                    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'serai'""")
                    .get(0)))
                    .isBetween(3, 9);
        }
    }

    /** An instance keeps its leases meanwhile, since these are renewed over another connection: nobody else delivers. */
    @Test
    void aDeliveryGoesOnSoonWhereTheNetworkHasLostWhatItAsked() throws Exception {
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (SilentNetwork network = new SilentNetwork(0, port);
                PostgresqlJournal journal = open(url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + network.port()))) {
            append(journal, "anna");
            assertThat(journal.read("lrs", 0, 10).entries()).hasSize(1);
            network.silenceAll(Direction.TO_SERVER);
            CompletableFuture<Page> read = CompletableFuture.supplyAsync(() -> journal.read("lrs", 0, 10));
            network.letNewOnesThrough();

            assertThat(read.handle((page, failure) -> true).get(30, SECONDS)).as("it ends").isTrue();
            assertThat(CompletableFuture.supplyAsync(() -> journal.read("lrs", 0, 10)).get(30, SECONDS).entries()).hasSize(1);
        }
    }

    /** The thread that renews leases waits for as long as they last, and then tries another connection. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aConnectionIsGivenUpSoonWhereverInTheSignInTheNetworkIsSilent(int answers) throws Exception {
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (SilentNetwork network = new SilentNetwork(0, port)) {
            network.silenceNewOnesAfter(answers, READY_FOR_QUERY);
            JournalConnections connections = new JournalConnections(new PostgresqlAddress(
                    url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + network.port()), user, "secret", Map.of()));

            CompletableFuture<Boolean> opened = CompletableFuture.supplyAsync(() -> {
                try (Connection connection = connections.open(Leases.LASTING); Statement statement = connection.createStatement()) {
                    return statement.execute("SELECT 1");
                } catch (SQLException e) {
                    return false;
                }
            });

            assertThat(opened.handle((answered, failure) -> true).get(30, SECONDS)).as("it ends").isTrue();
        }
    }

    /** There are six in the pool. */
    @Test
    void eachConnectionThatIsLostInAQueryGoesBackToItsPool() throws SQLException {
        JournalConnections connections = new JournalConnections(new PostgresqlAddress(url, user, "secret", Map.of()));
        try (HikariDataSource pool = connections.pool()) {
            for (int i = 0; i < 7; i++) {
                try (Connection lost = pool.getConnection()) {
                    lost.unwrap(Connection.class).close();
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).as("of a connection that is closed: " + e).isEqualTo("08003");
                }
            }
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }
}
