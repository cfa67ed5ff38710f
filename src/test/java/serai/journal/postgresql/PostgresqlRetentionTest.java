package serai.journal.postgresql;

import serai.journal.operations.JournalOperations;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.RetentionContract;
import serai.testkit.SharedPostgres;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

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
    protected JournalOperations operations() {
        return JournalOperations.open(PostgresqlJournalTest.address(url), clock);
    }

    /** In a row that can be read: bytes are shown in hexadecimal digits. */
    @Override
    protected boolean isStored(String text) {
        String bytes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        try {
            for (String table : SharedPostgres.rows(url, TABLES)) {
                if (SharedPostgres.rows(url,
                        "SELECT EXISTS (SELECT 1 FROM %1$s WHERE strpos(%1$s::text, '%2$s') > 0 OR strpos(%1$s::text, '%3$s') > 0)"
                                .formatted(table, text, bytes))
                        .equals(List.of("t"))) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
