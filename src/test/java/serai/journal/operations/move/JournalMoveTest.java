package serai.journal.operations.move;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.JournalUnavailableException;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.JournalOperations;
import serai.journal.postgresql.Instance;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Settlement;
import serai.model.Payload;
import serai.simulation.OperatedJournal;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** A journal with something in each of its tables goes to the other store and back, and nothing of it is lost on the way. */
class JournalMoveTest {

    /** What ends a process in the middle of a move. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final int KILLS = Integer.getInteger("serai.kills", 5);

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED.plus(Duration.ofDays(1)));
    private Path file;
    private String url;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void fill() throws SQLException, IOException {
        url = SharedPostgres.database();
        Path data = PrivateFolder.make(folder.resolve("data"));
        file = data.resolve("journal.db");
        try (OperatedJournal serai = new OperatedJournal(data)) {
            serai.destination("lrs").fails(FailureClass.REFUSED, "anna");
            serai.destination("lrs").leavesOut("learner-3");
            serai.destination("archive");
            serai.append(completion("old"), "lrs", "archive");
            serai.runFor(Duration.ofSeconds(3));
            serai.clock().turn(Duration.ofDays(31));
            serai.append(completion("young").withReceivedAt(serai.clock().instant()), "archive");
            assertThat(((SqlJournal) serai.journal()).purge()).as("with what is known of it sorted").isEqualTo(1);
            serai.journal().settle(new Settlement("archive", 1, DestinationState.at(1), List.of(), Set.of(), Set.of(), false,
                    Map.of("day.jsonl", "1024"))).toCompletableFuture().join();
            serai.append(completion("anna"), "lrs", "archive");
            for (int i = 0; i < 20; i++) {
                serai.append(login("learner-" + i), "lrs", "archive");
            }
            serai.append(completion("dora"), "unrouted");
            serai.append(completion("ben"), "lrs");
            serai.append(completion("ben", new BigDecimal("51")), "lrs");
            serai.journal().reject("praesidium", "no JSON", Payload.of("nö".getBytes(StandardCharsets.UTF_8)))
                    .toCompletableFuture().join();
            serai.journal().countUnkept("mct", "LOGGED_IN", "router").toCompletableFuture().join();
            serai.runFor(Duration.ofSeconds(3));
            serai.append(completion("cleo"), "lrs", "archive");
        }
    }

    @AfterEach
    void isWhole() {
        told.clear();
    }

    private PostgresqlAddress address() {
        return new PostgresqlAddress(url, SharedPostgres.USER, SharedPostgres.USER, Map.of());
    }

    private void toPostgresql() throws IOException {
        JournalMove.toPostgresql(file, address(), clock, told::add).run();
    }

    private void toSqlite() throws IOException {
        JournalMove.toSqlite(address(), file, clock, told::add).run();
    }

    private SqlJournal openFile() {
        return SqliteStore.open(file, JournalBounds.DEFAULT, clock);
    }

    private SqlJournal openDatabase() {
        return PostgresqlStore.open(address(), Instance.named("a", "1", Set.of()), JournalBounds.DEFAULT, clock);
    }

    @Test
    void noTableIsForgotten() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet tables = connection.createStatement().executeQuery("""
                     SELECT group_concat(name, ' ') FROM sqlite_schema
                     WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('fixed', 'flyway_schema_history')""")) {
            assertThat(tables.getString(1).split(" "))
                    .containsExactlyInAnyOrderElementsOf(JournalMove.TABLES.stream().map(MovedTable::name).toList());
        }
    }

    @Test
    void movesEverythingAndCountsItOnBothSides() throws Exception {
        Map<String, Balance> before = balances(openFile());

        toPostgresql();

        assertThat(told).contains("record_batch: 25 here, 25 there, the same", "kind: 5 here, 5 there, the same",
                "aside: 2 here, 2 there, the same", "differing: 1 here, 1 there, the same", "rejected: 1 here, 1 there, the same",
                "unkept: 1 here, 1 there, the same", "left_out: 1 here, 1 there, the same",
                "purged: 1 here, 1 there, the same", "position: 1 here, 1 there, the same", "identity: 2 here, 2 there, the same",
                "completion: 2 here, 2 there, the same", "learner_run: 1 here, 1 there, the same",
                "remembered: 1 here, 1 there, the same", "destination: 3 here, 3 there, the same",
                "failed_attempt: 1 here, 1 there, the same", "source: 2 here, 2 there, the same");
        assertThatThrownBy(this::openFile).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("was moved to the journal jdbc:postgresql:");
        assertThat(balances(openDatabase())).isEqualTo(before);
        try (JournalOperations operations = JournalOperations.open(address(), clock)) {
            assertThat(operations.records().verify(told::add).damaged()).isZero();
        }
    }

    @Test
    void goesOnInThePlaceToWhichItWasMoved() throws Exception {
        toPostgresql();
        try (SqlJournal journal = openDatabase()) {
            assertThat(append(journal, "learner-7")).as("it is known").isEqualTo(Appended.DUPLICATE);
            assertThat(append(journal, "new")).isEqualTo(Appended.STORED);
            assertThat(journal.read("lrs", 25, 10).entries()).extracting(entry -> entry.seq()).containsExactly(26L, 27L);
        }
        Map<String, Balance> before = balances(openDatabase());
        SharedPostgres.execute(url, "DELETE FROM instance"); // they have ended long ago

        toSqlite();

        try (SqlJournal journal = openFile()) {
            assertThat(journal.balances()).isEqualTo(before);
            assertThat(append(journal, "new")).isEqualTo(Appended.DUPLICATE);
            assertThat(append(journal, "newer")).isEqualTo(Appended.STORED);
            assertThat(journal.remembered("archive")).as("nothing is delivered again").doesNotContainKey("restored");
        }
        assertThatThrownBy(this::openDatabase).hasMessageContaining("was moved to the journal " + file);
        try (JournalOperations operations = JournalOperations.open(file, clock)) {
            assertThat(operations.records().verify(told::add).damaged()).isZero();
        }
    }

    private static Appended append(SqlJournal journal, String learner) {
        return journal.append(login(learner), Set.of("lrs")).toCompletableFuture().join();
    }

    /** At some steps, or with {@code -Dserai.kills=1000} at each. */
    @Test
    void goesOnWhereItWasKilled() throws Exception {
        Map<String, Balance> before = balances(openFile());
        toPostgresql();
        List<Integer> steps = new ArrayList<>(IntStream.rangeClosed(1, told.size()).boxed().toList());
        Collections.shuffle(steps);
        for (int step : steps.subList(0, Math.min((KILLS + 1) / 2, steps.size()))) {
            fillAgain();
            told.clear();
            killedAt(step, line -> JournalMove.toPostgresql(file, address(), clock, line));
            assertThat(opening()).as("both at step %s, %s", step, told).isLessThanOrEqualTo(1);
            toPostgresql();
            assertThat(balances(openDatabase())).as("killed at step %s, %s", step, told).isEqualTo(before);

            SharedPostgres.execute(url, "DELETE FROM instance");
            told.clear();
            killedAt(step, line -> JournalMove.toSqlite(address(), file, clock, line));
            assertThat(opening()).as("both at step %s, %s", step, told).isLessThanOrEqualTo(1);
            SharedPostgres.execute(url, "DELETE FROM instance");
            toSqlite();
            assertThat(balances(openFile())).as("killed at step %s, %s", step, told).isEqualTo(before);
        }
    }

    private void fillAgain() throws SQLException, IOException {
        folder = PrivateFolder.make(folder.resolve("again"));
        fill();
    }

    private interface Making {
        JournalMove move(Consumer<String> progress);
    }

    private void killedAt(int step, Making making) throws IOException {
        try {
            making.move(line -> {
                told.add(line);
                if (told.size() == step) {
                    throw new Killed();
                }
            }).run();
        } catch (Killed e) {
            assertThat(told).hasSize(step);
        }
    }

    /** How many of the two may be run with. */
    private int opening() {
        int opening = 0;
        for (var open : List.<Supplier<SqlJournal>>of(this::openFile, this::openDatabase)) {
            try {
                open.get().close();
                opening++;
            } catch (JournalUnavailableException e) {
                assertThat(e).hasMessageMatching("(?s).*(was moved to|not all here yet).*");
            }
        }
        return opening;
    }

    @Test
    void isRefusedWhileAnInstanceRunsWithTheDatabase() throws Exception {
        try (SqlJournal running = openDatabase()) {
            running.onAppend("lrs", () -> {
            });
            await().atMost(Duration.ofSeconds(30)).until(() -> running.epoch("lrs").isPresent());

            assertThatThrownBy(this::toPostgresql).isInstanceOf(JournalUnavailableException.class)
                    .hasMessageStartingWith("the instance a runs with the journal jdbc:postgresql:").hasMessageNotContaining("\n");
        }
        openFile().close();
    }

    @Test
    void anInstanceThatBeganAtTheSameMomentWritesNothingOnceTheMoveHasBegun() throws Exception {
        try (SqlJournal running = openDatabase()) {
            append(running, "early");
            await().atMost(60, SECONDS).untilAsserted(() -> { // the instance notes each few seconds that it runs
                SharedPostgres.execute(url, "DELETE FROM instance");
                assertThatThrownBy(this::toPostgresql).hasMessageContaining("has records of its own");
            });
            await().atMost(60, SECONDS).ignoreExceptions().untilAsserted(() -> {
                SharedPostgres.execute(url,
                        """
                        DELETE FROM record_batch; DELETE FROM identity; DELETE FROM destination; DELETE FROM source; DELETE FROM instance""");
                killedAt(1, line -> JournalMove.toPostgresql(file, address(), clock, line));
            });

            assertThatThrownBy(() -> append(running, "late")).hasRootCauseInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("not all here yet");
        }
    }

    @Test
    void refusesAPlaceWithRecordsOfItsOwnAndAJournalThatIsNotThere() throws Exception {
        try (SqlJournal other = openDatabase()) {
            append(other, "other");
        }
        SharedPostgres.execute(url, "DELETE FROM instance");
        assertThatThrownBy(this::toPostgresql).hasMessageContaining("has records of its own: name a place without any");
        assertThatThrownBy(this::toSqlite).hasMessageContaining("has records of its own: name a place without any");
        file = file.resolveSibling("none.db");
        assertThatThrownBy(this::toPostgresql).hasMessageContaining("there is nothing to move");
        assertThat(balances(openDatabase())).as("untouched").containsOnlyKeys("lrs");
    }

    @Test
    void aRowThatDiffersInTheEndIsToldAndNeitherSideIsUsed() throws Exception {
        killedAt(20, line -> JournalMove.toPostgresql(file, address(), clock, line));
        SharedPostgres.execute(url, "UPDATE record_batch SET received_to = received_to + 1 WHERE base_seq = 7");

        assertThatThrownBy(this::toPostgresql).hasMessageContaining("the table record_batch has 25 rows in the journal")
                .hasMessageContaining("content differs").hasMessageNotContaining("\n");
        assertThat(opening()).isZero();
    }

    private static Map<String, Balance> balances(SqlJournal journal) {
        try (journal) {
            return journal.balances();
        }
    }
}
