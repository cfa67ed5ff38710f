package serai.journal.sqlite;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.SynchronousMode;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.query.MoveMark;
import serai.journal.sql.query.PinnedSettings;
import serai.journal.sql.query.SqlFailure;
import serai.journal.sql.write.JournalBounds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;

/**
 * A journal's file from which or to which a move copies. The target is written as a file beside {@code journal.db}, and takes
 * its place when it is complete. The caller has locked the folder.
 */
public final class MovedFile implements AutoCloseable {

    /** Bounds without a retention: nothing is purged while the journal is read. */
    private static final JournalBounds KEEPING = new JournalBounds(10, 1 << 20, 1_000, 0, Duration.ZERO, Duration.ZERO);

    private final Path journal;
    private Path file;
    private final Clock clock;
    private final @Nullable SqliteJournal source;
    private @Nullable Connection connection;

    private MovedFile(Path journal, Path file, Clock clock, @Nullable SqliteJournal source) {
        this.journal = journal;
        this.file = file;
        this.clock = clock;
        this.source = source;
    }

    /**
     * Opens a journal to read all of it, as a start does: the content of its log is on the disk then.
     *
     * @throws JournalUnavailableException if there is none, or if it can't be opened
     */
    public static MovedFile source(Path journal, Clock clock) {
        if (Files.notExists(journal)) {
            throw new JournalUnavailableException("there is no journal at %s: there is nothing to move".formatted(journal), null);
        }
        return new MovedFile(journal, journal, clock, open(journal, clock));
    }

    /**
     * Opens the file that the move writes; or {@code journal.db} itself, if it is not empty and was not moved away: then the
     * move to it was completed, or it is another journal.
     */
    public static MovedFile target(Path journal, Clock clock) throws SQLException, IOException {
        Path begun = journal.resolveSibling("journal-moving.db");
        if (!new JournalRestore(journal, clock).isEmpty() && !isMarked(journal, MoveMark.MOVED)) {
            if (Files.notExists(begun)) {
                moveNote(begun, journal);
            }
            return new MovedFile(journal, journal, clock, null);
        }
        makeNew(begun);
        open(begun, clock).close();
        makeNew(begun);
        return new MovedFile(journal, begun, clock, null);
    }

    /** Opens a journal, also one that has a mark of a move. */
    private static SqliteJournal open(Path file, Clock clock) {
        return new SqliteStore(file, SynchronousMode.FULL, SqlFailure.BUSY_WAIT_MAX, Schema.CURRENT).open(KEEPING, clock);
    }

    /**
     * Removes the note and the generation of an earlier opening: with them, the file would be taken for one that was put there
     * by hand.
     */
    private static void makeNew(Path begun) throws SQLException, IOException {
        Files.deleteIfExists(JournalReference.file(begun));
        if (Files.exists(begun) && Files.size(begun) > 0) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + begun);
                    Statement statement = connection.createStatement()) {
                try (ResultSet table = statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'fixed'")) {
                    if (!table.next()) {
                        return;
                    }
                }
                PinnedSettings.remove(statement, PinnedSettings.GENERATION);
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
    }

    private static boolean isMarked(Path journal, String mark) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1 FROM fixed WHERE name = '%s'".formatted(mark))) {
            return row.next();
        } catch (SQLException e) {
            return false; // no journal
        }
    }

    /** A connection without auto-commit, whose commits are on the disk. */
    public Connection connection() throws SQLException {
        if (connection == null) {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous = FULL");
                statement.execute("PRAGMA busy_timeout = 10000");
            }
            connection.setAutoCommit(false);
        }
        return connection;
    }

    /** Puts the file in the journal's place, with a note of its own; a journal that was moved away earlier is kept beside it. */
    public void putInPlace() throws SQLException, IOException {
        if (file.equals(journal)) {
            return;
        }
        disconnect();
        makeNew(file);
        open(file, clock).close();
        JournalRestore place = new JournalRestore(journal, clock);
        place.swap(file, Files.exists(journal) && !place.isEmpty()
                ? journal.resolveSibling("journal-before-" + Generation.moment(clock) + ".db") : null);
        file = journal;
    }

    private static void moveNote(Path begun, Path journal) throws IOException {
        Path note = JournalReference.file(begun);
        if (Files.exists(note)) {
            Files.move(note, JournalReference.file(journal));
        }
    }

    private void disconnect() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public void close() throws SQLException {
        disconnect();
        if (source != null) {
            source.close();
        }
    }
}
