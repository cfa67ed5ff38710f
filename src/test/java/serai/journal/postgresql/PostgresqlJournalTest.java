package serai.journal.postgresql;

import serai.journal.sql.JournalContract;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.testkit.SharedPostgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

class PostgresqlJournalTest extends JournalContract {

    private String url;

    @Override
    protected void prepare() throws SQLException {
        url = SharedPostgres.database();
    }

    @Override
    protected SqlJournal open(JournalBounds bounds) {
        return PostgresqlStore.open(address(url), instance("a"), bounds, CLOCK);
    }

    static Instance instance(String name) {
        return Instance.named(name, "1.0.0", Set.of());
    }

    static PostgresqlAddress address(String url) {
        return new PostgresqlAddress(url, SharedPostgres.USER, SharedPostgres.USER, Map.of());
    }

    @Override
    protected SqlJournal openAnother() throws SQLException {
        return PostgresqlStore.open(address(SharedPostgres.database()), instance("a"), JournalBounds.DEFAULT, CLOCK);
    }

    @Override
    protected List<String> rows(String sql) throws SQLException {
        return SharedPostgres.rows(url, sql);
    }

    @Override
    protected AutoCloseable keepOthersFromWriting() throws SQLException {
        Connection lock = SharedPostgres.connect(url);
        lock.setAutoCommit(false);
        lock.createStatement().execute("UPDATE writing SET turn = turn");
        return lock;
    }
}
