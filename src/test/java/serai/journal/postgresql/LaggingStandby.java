package serai.journal.postgresql;

import serai.testkit.SharedPostgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What a standby has that gets nothing more from now on. When it takes over, the tables are what they were, each connection is cut,
 * and the timeline is the next one. All in one server: a fail-over in a moment.
 */
record LaggingStandby(String url) {

    private static final String TABLES = """
            SELECT c.relname FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND c.relname <> 'flyway_schema_history'""";

    /** It has all that the journal has at this moment. */
    static LaggingStandby of(String url) throws SQLException {
        try (Connection connection = SharedPostgres.connect(url); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE writing SET turn = turn"); // so that no other transaction is under way
            statement.execute("DROP SCHEMA IF EXISTS standby CASCADE; CREATE SCHEMA standby");
            for (String table : SharedPostgres.rows(url, TABLES)) {
                statement.execute("CREATE TABLE standby.%1$s AS TABLE public.%1$s".formatted(table));
            }
            connection.commit();
        }
        return new LaggingStandby(url);
    }

    /** The server tells a timeline of the test's own from now on, which goes on when a standby takes over. */
    static void withTimelines(String url) throws SQLException {
        SharedPostgres.execute(url, """
                CREATE SCHEMA timeline;
                CREATE SEQUENCE timeline.number;
                CREATE FUNCTION timeline.pg_walfile_name(pg_lsn) RETURNS text LANGUAGE sql AS
                    'SELECT lpad(last_value::text, 8, ''0'') || ''0000000000000000'' FROM timeline.number';
                ALTER DATABASE %s SET search_path = public, timeline, pg_catalog"""
                .formatted(url.substring(url.lastIndexOf('/') + 1)));
    }

    void takesOver() throws SQLException {
        List<String> tables = SharedPostgres.rows(url, TABLES);
        try (Connection connection = SharedPostgres.connect(url); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET session_replication_role = replica"); // no triggers
            statement.execute("TRUNCATE public." + String.join(", public.", tables));
            statement.execute("SELECT make_partition(base_seq) FROM standby.record_batch");
            for (String table : tables) {
                statement.execute("INSERT INTO public.%1$s SELECT * FROM standby.%1$s".formatted(table));
            }
            statement.execute("SELECT setval(pg_get_serial_sequence('public.kind', 'nr'), max(nr)) FROM public.kind");
            if (!SharedPostgres.rows(url, "SELECT 1 FROM pg_namespace WHERE nspname = 'timeline'").isEmpty()) {
                statement.execute("SELECT nextval('timeline.number'), nextval('timeline.number')"); // the first one changes nothing
            }
            // Whoever connects again waits for the tables.
            statement.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = 'serai'""");
            connection.commit();
        }
    }
}
