package serai.journal.operations.move;

import org.junit.jupiter.api.Test;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.SqlJournal;
import serai.testkit.SharedPostgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.login;

/** A journal with something in each of its tables goes to the other store and back, and nothing of it is lost on the way. */
class JournalMoveTest extends MovedJournal {

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
                    .hasMessageContaining("not complete yet");
        }
    }

    /** It may even have written twice in a row since the move looked for instances, so that nobody seems to be there beside it. */
    @Test
    void anInstanceThatBeganBeforeTheMarkAcknowledgesNothingThatIsNotMoved() throws Exception {
        toPostgresql();
        AtomicReference<SqlJournal> running = new AtomicReference<>();
        JournalMove.toSqlite(address(), file, clock, line -> {
            if (line.equals("begun")) {
                running.set(openDatabase());
                append(running.get(), "early");
            } else if (line.startsWith("marked")) {
                assertThatThrownBy(() -> append(running.get(), "late")).hasRootCauseInstanceOf(JournalUnavailableException.class)
                        .hasRootCauseMessage(("the journal %s was moved to the journal %s, or is being moved there: "
                                + "use the journal there, or finish the move with ./serai journal move").formatted(url, file));
                running.get().close();
            }
        }).run();

        try (SqlJournal journal = openFile()) {
            assertThat(append(journal, "early")).isEqualTo(Appended.DUPLICATE);
            assertThat(append(journal, "late")).isEqualTo(Appended.STORED);
        }
    }

    @Test
    void anOperatorWhoBeganBeforeTheMoveChangesNothingInAJournalThatIsLeft() throws Exception {
        try (JournalOperations before = JournalOperations.open(file, clock)) {
            toPostgresql();
            assertThatThrownBy(() -> before.destinations().drop("archive", "gone")).isInstanceOf(JournalUnavailableException.class)
                    .hasMessageStartingWith("the journal %s was moved to the journal jdbc:postgresql:", file);
        }
        try (JournalOperations before = JournalOperations.open(address(), clock)) {
            toSqlite();
            assertThatThrownBy(() -> before.destinations().drop("archive", "gone")).isInstanceOf(JournalUnavailableException.class)
                    .hasMessageEndingWith("was moved to the journal %s, or is being moved there: "
                            + "use the journal there, or finish the move with ./serai journal move", file);
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
}
