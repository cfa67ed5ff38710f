package serai.journal.sqlite;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.sqlite.files.FileWatch;
import serai.model.FailureText;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection that stays open for as long as the journal is open, is used for nothing else, and is closed last. When it is
 * closed, SQLite moves its write-ahead log into the database. Until then, transactions committed since the last such move are
 * in the log alone.
 */
final class CheckpointConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointConnection.class);

    private final Path file;
    private final Connection connection;
    private final Generation generation;
    private final FileWatch.Look database;
    private volatile boolean mayBeClosed = true;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable String logTold;

    CheckpointConnection(Path file, Connection connection, Generation generation) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.generation = generation;
        this.database = FileWatch.file(file, () -> "gone");
    }

    Generation generation() {
        return generation;
    }

    /** Adds the log and its index to the watched files. */
    void watchedBy(FileWatch watch) throws SQLException {
        watch.always(FileWatch.file(JournalCheck.log(file), this::logLost));
        watch.eachSecond(FileWatch.file(Path.of(file + "-shm"), this::indexLost));
    }

    /** Saves the content of a log that was deleted: a process that has the file open can still read it. */
    private synchronized String logLost() {
        if (logTold == null) {
            String reason = save();
            mayBeClosed = reason == null;
            logTold =
                    "its log %s was moved, deleted or replaced; ".formatted(JournalCheck.log(file).getFileName()) + (reason == null
                            ? "its content was saved into the database: restart Serai"
                            : "its content could not be saved (%s): put it back before this process ends".formatted(reason));
        }
        return logTold;
    }

    /** Without the index other processes can't see that the log is in use, and this process can't see what they add to the log. */
    private String indexLost() {
        mayBeClosed = false;
        return ("%s-shm was moved, deleted or replaced, and with it the locks between processes; end all processes that have the "
                + "journal open, and restart Serai")
                .formatted(file.getFileName());
    }

    /** @return why the log could not be saved; null if it was */
    private @Nullable String save() {
        try {
            generation.leave();
            return moveLog(connection) ? null : "others are reading it";
        } catch (SQLException e) {
            LOG.debug("The log can't be moved into the database", e);
            return FailureText.firstLine(e);
        }
    }

    /**
     * Moves the log into the database and forces it to the disk.
     *
     * @return whether the whole log was moved
     */
    static boolean moveLog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(FULL)")) {
            return row.next() && row.getInt(1) == 0 && row.getInt(2) == row.getInt(3);
        }
    }

    /**
     * Notes in the journal that it was closed, and moves the log. If that is not possible, the connection stays open until the
     * process ends: then the log stays too, and the next start reads it.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            if (mayBeClosed) {
                if (database.lost() == null) {
                    generation.leave();
                }
                connection.close();
            }
        } catch (SQLException | IOException e) {
            LOG.warn("The journal {} can't record that it is closed ({}); its log stays beside it, and the next start reads it.",
                    file, FailureText.innermostLine(e));
        } finally {
            generation.left();
        }
    }
}
