package serai.doctor.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.testkit.FreePort;
import serai.testkit.http.SelfSigned;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A database that is as it should be, and databases that are not, each really so: PostgreSQL. */
class DatabaseExaminationTest extends ExaminedDatabase {

    private static final String ALL = "course_completed, course_started, learning_path_completed, logged_in, module_completed";

    private static EmbeddedPostgres postgres;
    private static int databases;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        database.setUsername("postgres");
        database.setCreate("file:routes/sql/postgresql/create.sql");
        execute("postgres", "CREATE DATABASE learning_" + ++databases);
        url = "jdbc:postgresql://127.0.0.1:%s/learning_%s".formatted(postgres.getPort(), databases);
    }

    private static void execute(String name, String statements) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", name).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private void execute(String statements) throws SQLException {
        execute("learning_" + databases, statements);
    }

    private void makeTables() throws Exception {
        execute(Files.readString(Path.of("routes/sql/postgresql/create.sql")));
    }

    @Test
    void aGoodOneIsToldStepByStepAndStaysAsItIs() throws Exception {
        makeTables();

        List<String> observed = observed();

        assertThat(observed.get(0)).isEqualTo("ok port: 127.0.0.1:%s takes connections".formatted(postgres.getPort()));
        assertThat(observed.get(1)).startsWith("ok sign-in: it lets Serai in: PostgreSQL ");
        assertThat(observed.subList(2, observed.size())).containsExactly("ok TLS: none: the database is on this machine",
                "ok clock: within 1 s of that of the database",
                "ok tables: the statements have their tables, and Serai may write to them: " + ALL);
        try (Connection connection = postgres.getDatabase("postgres", "learning_" + databases).getConnection();
                ResultSet rows = connection.createStatement().executeQuery("SELECT (SELECT count(*) FROM logged_in) "
                        + "+ (SELECT count(*) FROM learner)")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    /** The statement says of its parameter what it is. */
    @Test
    void aParameterInACommentIsNone() throws Exception {
        execute(Files.readString(Path.of("docs/destinations/sql/hr-database/postgresql/create.sql")));

        assertThat(observed("file:docs/destinations/sql/hr-database/postgresql", "COURSE_COMPLETED=hr_training", Clock.systemUTC()))
                .last()
                .isEqualTo("ok tables: the statements have their tables, and Serai may write to them: hr_training");

        url = "jdbc:sqlite:" + folder.resolve("hr.db");
        database.setUsername("");
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(Path.of("docs/destinations/sql/hr-database/sqlite/create.sql")));
        }

        assertThat(observed("file:docs/destinations/sql/hr-database/sqlite", "COURSE_COMPLETED=hr_training", Clock.systemUTC()))
                .last()
                .isEqualTo("ok tables: the statements have their tables, and Serai may write to them: hr_training");
    }

    @Test
    void tablesThatTheFirstDeliveryMakes() throws Exception {
        assertThat(observed()).last().isEqualTo(
                "ok tables: the first delivery makes the tables that are not there yet, for the statements " + ALL);
        try (Connection connection = postgres.getDatabase("postgres", "learning_" + databases).getConnection();
                ResultSet rows = connection.getMetaData().getTables(null, "public", "%", null)) {
            assertThat(rows.next()).as("a table was made").isFalse();
        }
    }

    @Test
    void aTableThatIsMissingAndThatNobodyMakes() throws Exception {
        makeTables();
        execute("DROP TABLE logged_in");
        database.setCreate("");

        assertThat(observed()).last()
                .isEqualTo("fail tables: tables are missing for the statements logged_in; make them, or name the "
                        + "script that does in create of the destination's WarehouseDataSource");
    }

    @Test
    void aTableThatIsMissingAndThatThisUserMayNotMake() throws Exception {
        makeTables();
        execute("DROP TABLE logged_in; REVOKE CREATE ON SCHEMA public FROM public; CREATE ROLE writer_%s LOGIN; "
                .formatted(databases) + "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO writer_" + databases);
        database.setUsername("writer_" + databases);

        assertThat(observed()).last()
                .isEqualTo("fail tables: tables are missing for the statements logged_in, and the user may not "
                        + "make them; make them by create.sql, or grant the user CREATE there");
    }

    @Test
    void aColumnThatIsMissing() throws Exception {
        makeTables();
        execute("ALTER TABLE logged_in DROP COLUMN contact");

        assertThat(observed())
                .contains("fail tables: logged_in.sql: ERROR: column \"contact\" of relation \"logged_in\" does not exist; "
                        + "change the table, or the statement in its file");
    }

    @Test
    void aUserWhoMayOnlyRead() throws Exception {
        makeTables();
        execute("CREATE ROLE reader_%1$s LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_%1$s".formatted(databases));
        database.setUsername("reader_" + databases);

        assertThat(observed()).filteredOn(line -> line.startsWith("fail")).hasSize(5)
                .allMatch(line -> line.matches("fail tables: \\w+.sql: ERROR: permission denied for table \\w+; grant the user "
                        + "INSERT, UPDATE and SELECT there"));
    }

    @Test
    void aDatabaseThatTakesNoWrites() throws Exception {
        makeTables();
        execute("ALTER DATABASE learning_%s SET default_transaction_read_only = on".formatted(databases));

        assertThat(observed())
                .contains("fail writes: the database is read-only; name the primary in serai.warehouse.url, or let it "
                        + "take writes");
    }

    @Test
    void aUserWhomItDoesNotKnow() throws Exception {
        database.setUsername("nobody");

        assertThat(observed()).last().isEqualTo("fail sign-in: the database refuses the sign-in (SQLSTATE 28000); correct the "
                + "username and the password of the destination, such as serai.warehouse.password");
    }

    @Test
    void aDatabaseThatDoesNotExist() throws Exception {
        url += "_elsewhere";

        assertThat(observed()).last().isEqualTo("fail sign-in: there is no database of that name on the server (SQLSTATE 3D000); "
                + "correct serai.warehouse.url");
    }

    @Test
    void aServerThatIsNotThere() throws Exception {
        int port = FreePort.number();
        url = "jdbc:postgresql://127.0.0.1:%s/learning".formatted(port);

        assertThat(observed()).containsExactly("fail port: 127.0.0.1:%s refuses connections; start the server, or correct "
                .formatted(port) + "serai.warehouse.url");
    }

    @Test
    void aServerWhoseNameDoesNotExist() throws Exception {
        url = "jdbc:postgresql://db.invalid/learning";

        assertThat(observed()).containsExactly(
                "fail name: db.invalid resolves to no address; correct serai.warehouse.url, or the name server");
    }

    @Test
    void aServerWithoutTlsThatIsNotThisMachineGetsNoPassword() throws Exception {
        url = url.replace("127.0.0.1", "[::ffff:127.0.0.1]") + "?sslmode=disable";
        database.setPassword("caravan");

        assertThat(observed()).last().asString().startsWith("fail sign-in: not tried, because the database is on another machine, "
                + "and with its sslmode the server's certificate is not verified; have the server verified by TLS");

        database.setInsecure(true);
        assertThat(observed()).last().asString().startsWith("warn sign-in: not tried, because the database is on another machine");

        url = url.replace("?sslmode=disable", ""); // with which the driver would ask for TLS, and do without it
        assertThat(observed()).last()
                .isEqualTo("warn sign-in: not tried, because the server's certificate is not verified (SQLSTATE 0A000); set "
                        + "up TLS there (docs/destinations.md), and remove insecure");
    }

    @Test
    void aCertificateThatExpiresSoon() throws Exception {
        SelfSigned certificate = new SelfSigned(folder, "postgres", "EC", "ip:127.0.0.1", "-10d", 15);
        Path data = Path.of(shown("SHOW data_directory"));
        for (String file : List.of("server.crt", "server.key")) {
            Files.writeString(data.resolve(file), file.endsWith("key") ? certificate.keyPem() : certificate.certificatePem());
            Files.setPosixFilePermissions(data.resolve(file), PosixFilePermissions.fromString("rw-------"));
            Files.setAttribute(data.resolve(file), "unix:uid", Files.getAttribute(data, "unix:uid"));
        }
        execute("ALTER SYSTEM SET ssl = on");
        execute("SELECT pg_reload_conf()");
        await().atMost(30, SECONDS).until(() -> shown("SHOW ssl").equals("on"));
        url += "?sslmode=verify-full&sslrootcert="
                + Files.writeString(folder.resolve("authority.pem"), certificate.certificatePem());
        try {
            assertThat(observed()).element(2).asString().startsWith("warn TLS: TLSv1.3, the certificate is valid until ")
                    .endsWith(" only, 4 more days; renew it in the database's server");
        } finally {
            execute("ALTER SYSTEM RESET ssl");
            execute("SELECT pg_reload_conf()");
            await().atMost(30, SECONDS).until(() -> shown("SHOW ssl").equals("off"));
        }
    }

    private static String shown(String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aClockThatIsWrong() throws Exception {
        assertThat(observed("postgresql", Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-40))))
                .anyMatch(
                        line -> line.matches("warn clock: this clock is (39|40|41) s behind that of the database; have both clocks "
                                + "set by NTP"));
    }
}
