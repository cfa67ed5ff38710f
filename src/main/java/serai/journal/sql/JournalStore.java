package serai.journal.sql;

import com.zaxxer.hikari.HikariDataSource;
import serai.journal.sql.purge.Partitions;
import serai.journal.sql.purge.Retention;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.SizeLimit;
import serai.journal.sql.write.Transaction;

import java.sql.SQLException;

import javax.sql.DataSource;

/** The part of a journal that depends on the database. The journal closes it last. */
public interface JournalStore extends AutoCloseable {

    /** Connections to a database that has the tables; closed with the journal. */
    HikariDataSource pool();

    /**
     * The same connections, for deliveries: one whose server does not answer is given up soon, since other instances wait to
     * deliver.
     */
    default DataSource deliveries() {
        return pool();
    }

    /** The database's name in messages. */
    String place();

    /**
     * Opens the writer's connection; called again after the last one broke.
     *
     * @param room      gets the journal's size at each commit
     * @param stagedMax as in {@link JournalBounds}
     */
    Transaction writer(SizeLimit room, int stagedMax) throws SQLException;

    /** @throws SQLException if the database is no longer the one that was opened: nothing may be acknowledged */
    void require() throws SQLException;

    /**
     * Requires that this process may settle what was delivered to a destination, until the transaction ends.
     *
     * @param epoch under which it was delivered
     * @throws serai.journal.store.CursorMovedException if another process delivers to it, or has since that epoch began
     */
    void requireLease(Transaction transaction, String destination, long epoch) throws SQLException;

    /** @param forget discards everything that was read from the store, since its newest commits may be lost. Run on any thread */
    default void whenCommitsAreLost(Runnable forget) {
        // A store whose commits stay.
    }

    /** Parts of the store that are purged as a whole. */
    Partitions partitions();

    /** As {@link Retention.Erasure#erase}. */
    boolean erase() throws SQLException;

    @Override
    void close();
}
