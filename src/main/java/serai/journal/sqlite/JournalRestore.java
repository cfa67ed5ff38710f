package serai.journal.sqlite;

import org.jspecify.annotations.Nullable;
import serai.files.OwnersFile;
import serai.journal.JournalReport;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.query.PinnedSettings;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.files.DataFolder;
import serai.model.FailureText;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;

/**
 * Puts a backup in the journal's place. Files that destinations have written since the backup are not touched: the destinations
 * go on in new files ({@link serai.journal.JournalReport#RESTORED}). Records that were delivered since the backup are delivered
 * again.
 *
 * @param journal {@code journal.db}; the caller holds its folder by a {@link DataFolder}
 */
public record JournalRestore(Path journal, Clock clock) {

    /**
     * The result of a restore.
     *
     * @param records number of records in the restored journal
     * @param kept    where the replaced journal is now; null if there was none, or an empty one
     */
    public record Restored(long records, @Nullable Path kept) {
    }

    /** Changes a journal. */
    @FunctionalInterface
    public interface Change {
        /** @param journal a whole journal of this version of Serai, which nobody else has open */
        void make(Path journal) throws IOException;
    }

    /**
     * Restores a backup. When this returns, the restored journal is in place and on the disk; after an exception the old one
     * still is.
     *
     * @param replace whether a journal that is not empty may be replaced; it is kept under another name
     * @throws IOException                 if the backup can't be read or is no backup, or if a journal that is not empty exists
     *                                     and {@code replace} is false; the message is one line
     * @throws JournalUnavailableException if the backup was written by a newer version of Serai
     */
    public Restored from(Path backup, boolean replace) throws IOException {
        return from(backup, replace, fresh -> {});
    }

    /**
     * The same, with changes of the restored journal before it is in place.
     *
     * @param change closes what it opens; if it throws, the old journal stays
     */
    public Restored from(Path backup, boolean replace, Change change) throws IOException {
        if (!Files.isRegularFile(backup)) {
            throw new IOException("there is no backup " + backup + "; correct its name");
        }
        boolean empty = isEmpty();
        if (!empty && !replace) {
            throw new IOException(("%s contains records; add --replace to put the backup in its place and keep the present journal "
                    + "beside it").formatted(journal));
        }
        String moment = Generation.moment(clock);
        Path fresh = journal.resolveSibling("journal-restoring.db");
        deleteWithLog(fresh);
        OwnersFile.create(fresh);
        try {
            try (OutputStream out = OwnersFile.writeTo(fresh)) {
                Files.copy(backup, out);
            }
            long records = prepare(fresh, backup, moment);
            change.make(fresh);
            OwnersFile.force(fresh);
            Path kept = empty ? null : journal.resolveSibling("journal-before-" + moment + ".db");
            swap(fresh, kept);
            return new Restored(records, kept);
        } finally {
            deleteWithLog(fresh);
        }
    }

    /** Checks the copy, migrates it, and moves its log into the one file. */
    private long prepare(Path fresh, Path backup, String moment) throws IOException {
        try {
            check(fresh, backup);
            SqliteStore.open(fresh, JournalBounds.DEFAULT, clock).close();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + fresh);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("""
                        INSERT INTO fixed (name, value) VALUES ('restored', '%1$s')
                        ON CONFLICT (name) DO UPDATE SET value = excluded.value""".formatted(moment));
                statement.executeUpdate(Generation.GIVEN_UNKNOWN);
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
                return number(statement, "SELECT coalesce(sum(count), 0) FROM record_batch");
            }
        } catch (SQLException e) {
            throw new IOException("%s is not a backup of a journal: %s".formatted(backup, FailureText.firstLine(e)), e);
        } catch (JournalUnavailableException e) {
            throw new JournalUnavailableException(FailureText.firstLine(e).replace(fresh.toString(), backup.toString()), e);
        }
    }

    private static void check(Path fresh, Path backup) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + fresh);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!row.next() || !row.getString(1).equals("ok")) {
                throw new IOException("%s is damaged: %s".formatted(backup, row.getString(1).lines().findFirst().orElse("")));
            }
            Schema.refuseOlder(connection, fresh.toString());
            number(statement, "SELECT count(*) FROM flyway_schema_history");
            number(statement, "SELECT coalesce(sum(count), 0) FROM record_batch");
            // From here on the copy is a journal of its own, which counts its starts from the beginning.
            statement.executeUpdate(
                    "DELETE FROM fixed WHERE name IN ('%s', '%s')".formatted(PinnedSettings.BACKUP, PinnedSettings.GENERATION));
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Whether there is no journal, or one without content. A journal that can't be read counts as not empty, and so does a log
     * without its journal.
     */
    boolean isEmpty() {
        try {
            JournalCheck.besideAt(journal, "the journal");
        } catch (JournalUnavailableException e) {
            return Files.notExists(journal) && Files.notExists(JournalCheck.log(journal));
        }
        if (Files.notExists(journal)) {
            return true;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
                Statement statement = connection.createStatement()) {
            long records = number(statement, """
                    SELECT (SELECT count(*) FROM record_batch) + (SELECT count(*) FROM identity) + (SELECT count(*) FROM destination)
                           + (SELECT count(*) FROM differing) + (SELECT count(*) FROM rejected)""");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            JournalReference note = JournalReference.read(journal).orElse(null);
            if (note != null) { // SQLite moves the log into the database when this connection is closed
                Generation.countOn(connection, note.generation());
            }
            return records == 0;
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Replaces the journal. The old journal's log must never lie beside the new journal. A journal must exist at every moment,
     * since a start without one would create an empty journal.
     */
    void swap(Path fresh, @Nullable Path kept) throws IOException {
        for (String suffix : List.of("-wal", "-shm")) {
            Path log = Path.of(journal + suffix);
            if (kept == null) {
                Files.deleteIfExists(log);
            } else if (Files.exists(log)) {
                Files.move(log, Path.of(kept + suffix));
            }
        }
        if (kept != null && Files.exists(journal)) {
            Files.createLink(kept, journal);
        }
        JournalReference.delete(journal); // a start takes a journal without a note for restored
        Files.move(fresh, journal, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.move(JournalReference.file(fresh), JournalReference.file(journal), StandardCopyOption.ATOMIC_MOVE);
        OwnersFile.force(JournalReference.folderOf(journal));
    }

    private static void deleteWithLog(Path file) throws IOException {
        Files.deleteIfExists(JournalReference.file(file));
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
    }
}
