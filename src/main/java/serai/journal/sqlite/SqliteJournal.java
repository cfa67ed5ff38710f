package serai.journal.sqlite;

import com.zaxxer.hikari.HikariDataSource;
import serai.journal.sql.JournalStore;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.purge.Partitions;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.SizeLimit;
import serai.journal.sql.write.Transaction;
import serai.journal.sqlite.files.FileWatch;
import serai.journal.sqlite.files.WalTruncation;

import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** The journal in SQLite. */
public final class SqliteJournal extends SqlJournal {

    /** A database whose files are watched. */
    private record WatchedFiles(HikariDataSource pool, CheckpointConnection checkpoint, FileWatch watch,
            String place) implements JournalStore {

        @Override
        public Transaction writer(SizeLimit room, int stagedMax) throws SQLException {
            return new Transaction(pool.getConnection(), pool::evictConnection, new SqliteSession(), room, stagedMax,
                    checkpoint.generation());
        }

        @Override
        public void require() throws SQLException {
            watch.require();
        }

        /** The folder's lock stands for the lease. */
        @Override
        public void requireLease(Transaction transaction, String destination, long epoch) {
            // No other process delivers.
        }

        /** SQLite uses the pages of deleted rows again. */
        @Override
        public Partitions partitions() {
            return Partitions.NONE;
        }

        @Override
        public boolean erase() throws SQLException {
            return new WalTruncation(pool).erase();
        }

        @Override
        public void close() {
            checkpoint.close();
        }
    }

    private final FileWatch watch;

    /**
     * @param dataSource connections to a database that has the tables; closed with the journal
     * @param checkpoint stays open for as long as the journal; closed last
     * @param watch      tells whether the database is still the one that was opened; closed with the journal
     * @param place      the database's name in messages
     * @param threads    makes an executor that runs tasks one after the other, by its thread's name; shut down with the journal
     */
    SqliteJournal(HikariDataSource dataSource, CheckpointConnection checkpoint, FileWatch watch, String place, JournalBounds bounds,
            Clock clock, Function<String, ExecutorService> threads) {
        super(new WatchedFiles(dataSource, checkpoint, watch, place), bounds, clock, threads);
        this.watch = watch;
        watch.begin(this::probeCommit); // this commit fails, and the failure is logged
    }

    /** This journal, or the exception of {@link #requireNotMoved}; it is closed then. */
    SqliteJournal notMoved() {
        try {
            requireNotMoved();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        watch.close();
        super.close();
    }
}
