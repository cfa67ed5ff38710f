package serai.journal.sqlite;

import org.sqlite.SQLiteConfig.SynchronousMode;
import serai.journal.sql.query.SqlFailure;
import serai.journal.sql.write.JournalBounds;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;

/** Journals that don't wait for the disk: for simulations, whose crashes are of processes and never of power. */
public final class FastStore {

    private FastStore() {
    }

    public static SqliteJournal open(Path file, JournalBounds bounds, Clock clock) {
        return store(file).open(bounds, clock);
    }

    /** @param thread where everything is written and acknowledged */
    public static SqliteJournal open(Path file, JournalBounds bounds, Clock clock, ExecutorService thread) {
        return store(file).open(bounds, clock, name -> thread);
    }

    private static SqliteStore store(Path file) {
        return new SqliteStore(file, SynchronousMode.OFF, SqlFailure.BUSY_WAIT_MAX, Schema.CURRENT);
    }
}
