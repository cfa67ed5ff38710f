package serai.journal.postgresql;

import serai.journal.operations.JournalOperations;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.RetentionContract;
import serai.testkit.CallersThread;
import serai.testkit.SharedPostgres;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a journal in PostgreSQL keeps. */
class PostgresqlRetentionTest extends RetentionContract {

    private static final String TABLES = """
            SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace""";

    private String url;

    @Override
    protected void prepare() throws SQLException {
        url = SharedPostgres.database();
    }

    @Override
    protected SqlJournal open(JournalBounds bounds) {
        return PostgresqlStore.open(PostgresqlJournalTest.address(url), PostgresqlJournalTest.instance("one"), bounds, clock);
    }

    @Override
    protected SqlJournal open(JournalBounds bounds, CallersThread thread) {
        return InstanceOnThread.open(url, bounds, clock, thread);
    }

    @Override
    protected JournalOperations operations() {
        return JournalOperations.open(PostgresqlJournalTest.address(url), clock);
    }

    /** In a row that can be read: bytes are shown in hexadecimal digits. */
    @Override
    protected Predicate<String> stored() throws SQLException {
        String rows = String.join("\n", SharedPostgres.rows(url, SharedPostgres.rows(url, TABLES).stream()
                .map("SELECT %1$s::text FROM %1$s"::formatted).collect(Collectors.joining(" UNION ALL "))));
        return text -> rows.contains(text)
                || rows.contains(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }
}
