package serai.journal.postgresql;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.testkit.Logged;
import serai.testkit.SharedPostgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Tables are migrated however long that takes, and whoever uses them. */
class MigrationsTest {

    private String url;

    @BeforeEach
    void makeADatabase() throws SQLException {
        url = SharedPostgres.database();
        SharedPostgres.execute(url, "CREATE SCHEMA test"); // Flyway wants an empty one for the tables
    }

    private void migrate() {
        PostgresqlAddress address = PostgresqlJournalTest.address(url);
        try {
            PostgresqlSchema.migrate(new JournalConnections(address), address.place());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something when a migration has made a table. */
    private void whenMade(String table, String statement) throws SQLException {
        SharedPostgres.execute(url, """
                CREATE FUNCTION test.meanwhile() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF current_query() LIKE '%%CREATE TABLE%%%s%%' THEN %s; END IF;
                END $$;
                CREATE EVENT TRIGGER meanwhile ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION test.meanwhile()"""
                .formatted(table, statement));
    }

    private void requireAll() {
        PostgresqlAddress address = PostgresqlJournalTest.address(url);
        PostgresqlSchema.require(new JournalConnections(address), address.place());
    }

    @Test
    void oneThatTakesLongerThanAnInstanceMayHangInATransactionIsMade() throws SQLException {
        whenMade("audit", "PERFORM pg_sleep(6)");

        migrate();

        requireAll();
    }

    /** What it has to wait for is left to others in between, who would have to wait behind it. */
    @Test
    void oneWaitsForWhoUsesItsTablesAndSaysSo() throws Exception {
        whenMade("audit", "PERFORM pg_advisory_xact_lock(42)");
        try (Logged log = new Logged();
                Connection backup = SharedPostgres.connect(url);
                Statement statement = backup.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(42)");
            CompletableFuture<Void> migration = CompletableFuture.runAsync(this::migrate);
            await().atMost(30, SECONDS).until(() -> waiting() > 0);
            await().atMost(30, SECONDS).until(() -> log.lines()
                    .anyMatch(line -> line.contains("can't be migrated while others use its tables, such as a backup")));
            assertThat(migration).isNotDone();

            await().atMost(30, SECONDS).until(() -> waiting() > 0);
            statement.execute("SELECT pg_advisory_unlock(42)");

            migration.get(60, SECONDS);
        }
        requireAll();
    }

    private int waiting() throws SQLException {
        return Integer.parseInt(SharedPostgres.rows(url, """
                SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""").get(0));
    }

    /** The last commit of a migration fails, as where the process is killed before it. */
    @Test
    void oneThatIsInterruptedIsMadeByTheNextStart() throws SQLException {
        SharedPostgres.execute(url, """
                CREATE FUNCTION test.interrupt() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'interrupted';
                END $$""");
        whenMade("flyway_schema_history", """
                CREATE CONSTRAINT TRIGGER interrupt AFTER INSERT ON flyway_schema_history DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION test.interrupt()""");
        assertThatThrownBy(this::migrate).hasStackTraceContaining("interrupted");
        SharedPostgres.execute(url, "DROP TRIGGER interrupt ON flyway_schema_history");

        migrate();

        requireAll();
    }
}
