package serai.journal.operations.people;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.DeadLetterId;
import serai.journal.attempt.FailureClass;
import serai.testkit.SharedPostgres;
import serai.testkit.journal.OperatedJournal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** Journals with rows aside of a version that knew no state {@code unmatched}, in both stores: the migration takes all with it. */
class OlderJournalsTest {

    private static final String BEFORE = "6";
    private static final String UNDO = "DROP TABLE person_link; DROP TABLE forgotten; "
            + "DELETE FROM flyway_schema_history WHERE version IN ('7', '8', '9', '10')";
    private static final String ROWS = "SELECT * FROM aside ORDER BY destination, seq";
    private static final String DEFINED = "SELECT sql FROM sqlite_schema WHERE tbl_name = 'aside' AND sql IS NOT NULL";

    @TempDir
    private Path folder;

    @Test
    void areMigratedInAFile() throws Exception {
        List<String> now;
        try (OperatedJournal serai = new OperatedJournal(folder)) {
            fill(serai);
            try (Connection connection = connect(serai.file())) {
                now = rows(connection, DEFINED);
            }
        }
        List<String> rows;
        try (Connection connection = connect(folder.resolve("journal.db"))) {
            makeOlder(connection);
            rows = rows(connection, ROWS);
            List<String> older = rows(connection, DEFINED);
            assertThat(older).hasSize(now.size() - 2).filteredOn(one -> !one.startsWith("CREATE TABLE"))
                    .as("triggers and indexes").isNotEmpty().isSubsetOf(now);
        }
        try (OperatedJournal serai = new OperatedJournal(folder)) {
            try (Connection connection = connect(serai.file())) {
                assertThat(rows(connection, ROWS)).as("without a span").isEqualTo(rows.stream().map(row -> row + "|null").toList());
                assertThat(rows(connection, DEFINED)).containsExactlyInAnyOrderElementsOf(now);
                goOn(serai, sql -> execute(connection, sql));
            }
        }
    }

    @Test
    void areMigratedInPostgresql() throws Exception {
        try (OperatedJournal serai = OperatedJournal.inPostgresql()) {
            fill(serai);
            String url = serai.address().url();
            List<String> rows = SharedPostgres.rows(url, ROWS);
            serai.stopDelivering();
            serai.operations().close();
            SharedPostgres.execute(url, UNDO + """
                    ; DROP INDEX aside_unmatched; DROP INDEX aside_pending; ALTER TABLE aside DROP COLUMN trace;
                    ALTER TABLE aside DROP CONSTRAINT aside_state_check;
                    ALTER TABLE aside ADD CONSTRAINT aside_state_check
                    CHECK (state IN ('held', 'requeued', 'dead', 'dropped', 'delivered', 'unrouted'))""");

            serai.start();

            assertThat(SharedPostgres.rows(url, ROWS)).isEqualTo(rows);
            goOn(serai, sql -> SharedPostgres.execute(url, sql));
        }
    }

    /** A dead letter, one that is to be sent again, one dropped, one held and one that nothing was routed to. */
    private static void fill(OperatedJournal serai) {
        serai.destination("hr").fails(FailureClass.REFUSED, "dead", "again", "dropped");
        serai.destination("hr").fails(FailureClass.UNAVAILABLE, "held");
        Stream.of("dead", "again", "dropped", "held", "fine").forEach(one -> serai.append(completion(one), "hr"));
        serai.append(completion("unrouted"), "unrouted");
        serai.runFor(Duration.ofSeconds(10));
        serai.operations().deadLetters().retry(List.of(letter(2)), serai.atOnce());
        serai.operations().deadLetters().drop(List.of(letter(3)), "of no use");
        assertThat(serai.text("SELECT state FROM aside ORDER BY seq")).isEqualTo("dead,requeued,dropped,held,unrouted");
        assertThat(serai.balance("hr")).isEqualTo(new Balance(5, 1, 1, 2, 1));
    }

    private interface Sql {
        void execute(String sql) throws SQLException;
    }

    /** Whatever balance() recounts is right: counters, and the bytes that triggers count. */
    private static void goOn(OperatedJournal serai, Sql sql) throws SQLException {
        assertThat(serai.balance("hr")).isEqualTo(new Balance(5, 1, 1, 2, 1));
        assertThat(serai.operations().records().verify(line -> {}).damaged()).isZero();

        sql.execute("UPDATE aside SET state = 'unmatched' WHERE state = 'held'");
        assertThat(serai.operations().unmatched().release(Instant.EPOCH, one -> one.record().learner().id().equals("held"),
                damaged -> {
                }))
                .isOne();
        serai.operations().deadLetters().drop(List.of(letter(1)), "of no use");
        serai.destination("hr").isMended();
        serai.runFor(Duration.ofSeconds(20)); // the clock begins anew: what was to be sent again at once is due after ten

        assertThat(serai.balance("hr")).isEqualTo(new Balance(5, 3, 0, 0, 2));
        assertThat(serai.operations().records().verify(line -> {}).damaged()).isZero();
    }

    private static DeadLetterId letter(long number) {
        return new DeadLetterId(DeadLetterId.Content.RECORD, "hr", number);
    }

    private void makeOlder(Connection connection) throws SQLException {
        Path older = folder.resolve("older.db");
        Flyway.configure().dataSource("jdbc:sqlite:" + older, null, null).locations("classpath:serai/journal/sqlite").target(BEFORE)
                .load().migrate();
        List<String> defined;
        try (Connection empty = connect(older)) {
            defined = rows(empty, DEFINED + " ORDER BY type = 'table' DESC");
        }
        List<String> steps = new ArrayList<>(List.of("CREATE TABLE kept AS SELECT * FROM aside", "DROP TABLE aside",
                "ALTER TABLE kept DROP COLUMN trace"));
        steps.add(defined.get(0));
        steps.add("INSERT INTO aside SELECT * FROM kept");
        steps.addAll(defined.subList(1, defined.size()));
        steps.add("DROP TABLE kept");
        steps.addAll(List.of(UNDO.split(";")));
        for (String step : steps) {
            execute(connection, step);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }
}
