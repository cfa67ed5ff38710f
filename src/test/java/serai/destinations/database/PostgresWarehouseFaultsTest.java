package serai.destinations.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.FailureClass;
import serai.testkit.FreePort;
import serai.testkit.Kept;
import serai.testkit.Logged;
import serai.testkit.process.Signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PostgresWarehouseFaultsTest extends WarehouseServerFaults {

    @TempDir
    private static Path files;
    private static int port;
    private static EmbeddedPostgres postgres;
    private static int databases;

    @BeforeAll
    static void startPostgres() throws IOException {
        port = FreePort.number();
        runPostgres();
    }

    private static void runPostgres() throws IOException {
        postgres = EmbeddedPostgres.builder().setPort(port).setDataDirectory(files.resolve("postgres"))
                .setCleanDataDirectory(false).start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Override
    @BeforeEach
    void prepare() throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("CREATE DATABASE learning_" + ++databases);
        }
        super.prepare();
        serai.with("serai.warehouse.username", "postgres");
    }

    @Override
    String url() {
        return "jdbc:postgresql://127.0.0.1:%s/learning_%s?user=postgres".formatted(port, databases);
    }

    @Override
    String driver() {
        return "org.postgresql";
    }

    @Override
    String dialect() {
        return "postgresql";
    }

    @Test
    void everythingArrivesOnceAfterTheDatabaseHasGoneAwayInTheMiddleOfABatch() throws Exception {
        serai.with("serai.retry.delay.max.ms", 100).start();
        serai.append("anna");
        serai.untilDelivered(1);
        // Until it has gone away: a lock of somebody else's would end with it, and the statement might just get through.
        database("CREATE TABLE started AS SELECT pg_postmaster_start_time() AS at");
        database("""
                CREATE FUNCTION sleep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF pg_postmaster_start_time() = (SELECT at FROM started) THEN PERFORM pg_sleep(60); END IF;
                RETURN NULL;
                END $$""");
        database("CREATE TRIGGER sleep AFTER INSERT ON course_completed FOR EACH STATEMENT EXECUTE FUNCTION sleep()");
        serai.append(IntStream.range(0, 50).mapToObj(i -> "learner-" + i).toArray(String[]::new));
        await().atMost(30, SECONDS).until(() -> Kept.rowsAt(url(),
                "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE '%INTO learner%'").size() == 1);

        try (Logged logged = new Logged()) {
            postgres.close();
            await().atMost(30, SECONDS).until(() -> serai.state().failures() > 2);
            assertThat(serai.state().stopped()).isNull();
            serai.untilBalance(51, 1, 50, 0);
            runPostgres();

            serai.untilDelivered(51);
            List<String> told = logged.lines().filter(line -> !line.contains("embedded.postgres")).toList();
            assertThat(told).as("one line when it begins, and one when it is over").hasSize(2);
            assertThat(told.get(0)).contains("WARN serai.", "warehouse");
            assertThat(told.get(1)).contains("INFO serai.", "warehouse");
        }
        assertThat(learners()).hasSize(51).doesNotHaveDuplicates();
    }

    @Test
    void stopsAsForbiddenWhereTheLoginIsRefusedAndGoesOnOnceItIsGranted() throws Exception {
        String user = "serai_" + databases;
        database("CREATE ROLE " + user + " NOLOGIN SUPERUSER");
        serai.with("serai.warehouse.url", url().replace("?user=postgres", "")).with("serai.warehouse.username", user)
                .holding("anna", "ben").start();
        serai.untilStopped(FailureClass.FORBIDDEN);
        serai.untilBalance(2, 0, 2, 0);

        database("ALTER ROLE " + user + " LOGIN");
        serai.resume();

        serai.untilDelivered(2);
        assertThat(learners()).containsExactly("anna", "ben");
    }

    /** As docs/destinations.md has it for a user who may make nothing. */
    @Test
    void needsNoRightToMakeTablesWhereSomebodyElseHas() throws Exception {
        Path create = serai.statements(dialect()).resolve("create.sql");
        database(Files.readString(create));
        Files.writeString(create, "");
        String user = "writer_" + databases;
        database("CREATE ROLE " + user + " LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC; "
                + "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO " + user);

        serai.with("serai.warehouse.url", url().replace("?user=postgres", "")).with("serai.warehouse.username", user)
                .holding("anna", "ben").start();

        serai.untilDelivered(2);
        assertThat(learners()).containsExactly("anna", "ben");
    }

    /** Somebody has put one column more into a view, and another is somebody else's. */
    @Test
    void deliversWhereViewsCannotBeMadeAnewAndTellsOfEachOnce() throws Exception {
        serai.start();
        serai.append("anna");
        serai.untilDelivered(1);
        serai.stop();
        String user = "maker_" + databases;
        database("CREATE ROLE " + user + " LOGIN; GRANT CREATE ON SCHEMA public TO " + user + "; DROP VIEW completed, unfinished; "
                + "CREATE VIEW completed AS SELECT platform, learner_id FROM learner; "
                + "CREATE VIEW unfinished AS SELECT platform, learner_id, 1 AS mine FROM learner; "
                + "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO " + user);
        for (String made : List.of("logged_in", "course_started", "module_completed", "course_completed", "learning_path_completed",
                "learner", "course", "unfinished")) {
            database("ALTER TABLE %s OWNER TO %s".formatted(made, user));
        }

        try (Logged log = new Logged()) {
            serai.with("serai.warehouse.url", url().replace("?user=postgres", "")).with("serai.warehouse.username", user).start();
            serai.append("ben");
            serai.untilDelivered(2);

            assertThat(log.lines().filter(line -> line.contains("WARN") && line.contains("view"))).satisfiesExactly(
                    one -> assertThat(one).contains("view completed can't be made", "must be owner of view completed"),
                    one -> assertThat(one).contains("view unfinished can't be made", "cannot change name of view column"));
        }
        assertThat(learners()).containsExactly("anna", "ben");
    }

    @Override
    void signal(String signal) throws Exception {
        long pid = Long.parseLong(Files.readAllLines(files.resolve("postgres/postmaster.pid")).get(0));
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        Signal.send(signal, Stream.concat(Stream.of(server), server.children()).toList());
    }

    /** An index holds up to some 2,700 bytes: a matter of the record, by SQLSTATE 54000. */
    @Test
    void anIdThatNoIndexTakesIsADeadLetterAndTheRestIsDelivered() throws Exception {
        String large = new Random(1).ints(6_000, 'A', 'z').collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
        serai.holding("anna", large, "ben").start();

        serai.untilBalance(3, 2, 0, 1);

        assertThat(serai.journalRows("SELECT class FROM aside")).containsExactly("refused");
        assertThat(learners()).containsExactly("anna", "ben");
    }

    @Test
    void aRowThatATriggerRefusesIsADeadLetterAndTheRestIsDelivered() throws Exception {
        serai.start();
        serai.append("anna");
        serai.untilDelivered(1);
        database("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF NEW.learner_id = 'cleo' THEN RAISE EXCEPTION 'not this one'; END IF;
                RETURN NEW;
                END $$""");
        database("CREATE TRIGGER refuse BEFORE INSERT ON course_completed FOR EACH ROW EXECUTE FUNCTION refuse()");

        serai.append("ben", "cleo", "dora");

        serai.untilBalance(4, 3, 0, 1);
        assertThat(learners()).containsExactly("anna", "ben", "dora");
    }
}
