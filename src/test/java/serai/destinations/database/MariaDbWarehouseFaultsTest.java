package serai.destinations.database;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.attempt.FailureClass;
import serai.testkit.EmbeddedMariaDb;
import serai.testkit.Kept;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MariaDbWarehouseFaultsTest extends WarehouseServerFaults {

    @TempDir
    private static Path files;
    private static EmbeddedMariaDb mariaDb;
    private String url;

    @BeforeAll
    static void startMariaDb() {
        mariaDb = EmbeddedMariaDb.start(files);
    }

    @AfterAll
    static void stopMariaDb() throws IOException {
        if (mariaDb != null) {
            mariaDb.close();
        }
    }

    @Override
    @BeforeEach
    void prepare() throws Exception {
        url = mariaDb.newDatabase();
        super.prepare();
    }

    @Override
    String url() {
        return url;
    }

    @Override
    String driver() {
        return "org.mariadb";
    }

    @Override
    void signal(String signal) throws Exception {
        mariaDb.signal(signal);
    }

    @Override
    String dialect() {
        return "mariadb";
    }

    @Test
    void everythingArrivesOnceAfterTheDatabaseHasGoneAwayInTheMiddleOfABatch() throws Exception {
        serai.with("serai.retry.delay.max.ms", 100).start();
        serai.append("anna");
        serai.untilDelivered(1);
        Connection other = DriverManager.getConnection(url());
        other.createStatement().execute("LOCK TABLES course_completed READ");
        serai.append(IntStream.range(0, 50).mapToObj(i -> "learner-" + i).toArray(String[]::new));
        await().atMost(30, SECONDS).until(() -> Kept.rowsAt(url(), "SELECT 1 FROM information_schema.processlist "
                + "WHERE state LIKE 'Waiting for table%' AND info LIKE 'INSERT%'").size() == 1);

        mariaDb.close();
        await().atMost(30, SECONDS).until(() -> serai.state().failures() > 2);
        assertThat(serai.state().stopped()).isNull();
        serai.untilBalance(51, 1, 50, 0);
        mariaDb.resume();

        serai.untilDelivered(51);
        assertThat(learners()).hasSize(51).doesNotHaveDuplicates();
    }

    @Test
    void stopsAsForbiddenWhereTheRightToInsertIsMissingAndGoesOnOnceItIsGranted() throws Exception {
        String database = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
        database("CREATE OR REPLACE USER serai@localhost IDENTIFIED BY 's3cr3t'");
        database("GRANT ALL ON %s.* TO serai@localhost".formatted(database));
        database("REVOKE INSERT ON %s.* FROM serai@localhost".formatted(database));
        serai.with("serai.warehouse.url", url.substring(0, url.indexOf('?'))).with("serai.warehouse.username", "serai")
                .with("serai.warehouse.password", "s3cr3t").holding("anna", "ben").start();
        serai.untilStopped(FailureClass.FORBIDDEN);
        serai.untilBalance(2, 0, 2, 0);

        for (String table : List.of("course_completed", "learner")) { // a right to all tables holds for new connections only
            database("GRANT INSERT ON %s.%s TO serai@localhost".formatted(database, table));
        }
        serai.resume();

        serai.untilDelivered(2);
        assertThat(learners()).containsExactly("anna", "ben");
    }

    /** A database of a character set that lacks letters: the tables' own columns are made with all. */
    @ParameterizedTest
    @ValueSource(strings = {"latin1", "utf8mb3"})
    void keepsEveryLetterAndTellsIdsApartWhateverTheDatabaseIsMadeWith(String characterSet) throws Exception {
        database("ALTER DATABASE CHARACTER SET " + characterSet);
        serai.holding("名前🙂", "名前🙃", "anna", "ANNA").start();

        serai.untilDelivered(4);

        assertThat(learners()).containsExactlyInAnyOrder("名前🙂", "名前🙃", "anna", "ANNA");
        assertThat(Kept.rowsAt(url(), "SELECT learner_id FROM learner")).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"first_name text CHARACTER SET latin1 | column first_name of the warehouse's table "
            + "course_completed keeps only the letters of latin1", "first_name text CHARACTER SET utf8mb3 | of utf8mb3",
            "learner_id varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL | treats ids that differ only in"})
    void stopsWhereATableWouldChangeWhatItIsGivenAndGoesOnOnceItIsMended(String column, String said) throws Exception {
        serai.start();
        serai.append("ben");
        serai.untilDelivered(1);
        serai.stop();
        database("ALTER TABLE course_completed MODIFY " + column);

        serai.start();
        serai.append("名前", "anna");
        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(serai.state().failure()).contains(said);
        serai.untilBalance(3, 1, 2, 0);

        String name = column.split(" ")[0];
        database("ALTER TABLE course_completed MODIFY " + (name.equals("learner_id")
                ? "learner_id varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL"
                : "first_name text CHARACTER SET utf8mb4"));
        serai.resume();
        serai.untilDelivered(3);
        assertThat(learners()).containsExactlyInAnyOrder("anna", "ben", "名前");
    }

    /** As an address may say it: names would become question marks, and nobody would be told. */
    @Test
    void stopsWhereTheConnectionLacksLetters() throws Exception {
        serai.with("serai.warehouse.url", url() + "&sessionVariables=character_set_connection=latin1").holding("名前", "anna")
                .start();

        serai.untilStopped(FailureClass.MISCONFIGURED);

        assertThat(serai.state().failure()).contains("latin1");
        serai.untilBalance(2, 0, 2, 0);
    }

    @Test
    void stopsWhereTheServerWouldCutOffWhatIsTooLong() throws Exception {
        serai.with("serai.warehouse.url", url() + "&sessionVariables=sql_mode=''").holding("anna").start();

        serai.untilStopped(FailureClass.MISCONFIGURED);

        assertThat(serai.state().failure()).contains("STRICT_TRANS_TABLES");
    }
}
