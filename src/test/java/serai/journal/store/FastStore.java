package serai.journal.store;

import org.sqlite.SQLiteConfig.SynchronousMode;

import java.nio.file.Path;
import java.time.Clock;

/** Journals that don't wait for the disk: for simulations, whose crashes are of processes and never of power. */
public final class FastStore {

    private FastStore() {
    }

    public static SqlJournal open(Path file, JournalBounds bounds, Clock clock) {
        return new SqliteStore(file, SynchronousMode.OFF, SqliteStore.BUSY_WAIT_MAX, SqliteStore.SCHEMA).open(bounds, clock);
    }
}
