package serai.journal.sqlite;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import serai.journal.JournalUnavailableException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

import static serai.installation.Installation.SERAI;

/**
 * The journal found in the data folder, compared with the folder's note before anything is changed. A journal that is not the
 * one noted is refused; each message names the remedy.
 *
 * @param note     the folder's note; null if there is none
 * @param restored whether somebody has put it there by hand: a backup, or a journal without its folder's note
 * @param alone    the progress of {@code journal.db} without its log
 */
public record JournalCheck(Path file, String place, @Nullable JournalReference note, boolean restored, JournalProgress alone) {

    private static final Logger LOG = LoggerFactory.getLogger(JournalCheck.class);
    private static final String RESTORE = "restore a backup (" + SERAI + " restore FILE --replace)";

    /** @throws JournalUnavailableException if the file is not the journal that the folder's note describes */
    static JournalCheck at(Path file, String place) {
        JournalReference note = JournalReference.read(file).orElse(null);
        Path log = log(file);
        if (size(file) == 0) {
            refuseWithoutDatabase(file, place, note, log);
            return new JournalCheck(file, place, null, false, JournalProgress.NONE);
        }
        JournalProgress alone = alone(file, place);
        if (alone.backup() && size(log) > 0) {
            throw refused("%s: journal.db is a backup, and %s beside it is another journal's log; move the log away and %s"
                    .formatted(place, log.getFileName(), RESTORE));
        }
        if (note != null && !alone.backup()) {
            require(place, note, alone, log);
        }
        boolean byHand = alone.backup() || note == null && alone.generation() > 0;
        if (byHand) {
            LOG.warn("{} is a backup that was put there by hand; Serai treats it as restored: it begins new archive files, and "
                    + "delivers once more what was delivered since the backup.", place);
        }
        return new JournalCheck(file, place, note, byHand, alone);
    }

    /**
     * Checks a journal that a command opens beside the process that delivers, or without one.
     *
     * @throws JournalUnavailableException if committed changes may be missing: an operator must not decide without them
     */
    public static void besideAt(Path file, String place) {
        JournalReference note = JournalReference.read(file).orElse(null);
        Path log = log(file);
        if (size(file) == 0) {
            refuseWithoutDatabase(file, place, note, log);
        } else if (note != null && Files.notExists(log)) { // no process has it open, so it can be read without its log
            JournalProgress alone = alone(file, place);
            if (!alone.backup()) {
                require(place, note, alone, log);
            }
        }
    }

    private static void refuseWithoutDatabase(Path file, String place, @Nullable JournalReference note, Path log) {
        if (size(log) > 0) {
            throw refused(
                    "%s is missing or empty, but its log %s exists: put journal.db back beside it, or move the log away and %s"
                            .formatted(place, log.getFileName(), RESTORE));
        }
        if (note != null) {
            throw refused(("%s is missing or empty, but %s says that a journal was here: put it back, or %s; to begin a new one, "
                    + "delete that file").formatted(place, JournalReference.file(file).getFileName(), RESTORE));
        }
    }

    @SuppressWarnings("ReferenceEquality") // a journal that could be asked may answer the same as NONE
    private static void require(String place, JournalReference note, JournalProgress alone, Path log) {
        if (alone == JournalProgress.NONE && size(log) > 0) {
            return; // a crash may have torn it while its log was moved into it: it is checked with its log later
        }
        requireSame(place, note, alone);
        if (alone.generation() == note.generation() && Files.notExists(log)) {
            throw refused(
                    ("%s has lost its log: %s is missing, and may have contained what was committed since the last start. Put it "
                            + "back, or %s; if a program such as sqlite3 has opened the journal since, and so moved the "
                            + "log into it, delete journal.note").formatted(place, log.getFileName(), RESTORE));
        }
    }

    private static void requireSame(String place, JournalReference note, JournalProgress found) {
        String remedy = "put the right one back, or %s; to use it as it is, delete journal.note".formatted(RESTORE);
        if (!note.journal().equals(found.journal())) {
            throw refused("%s is not the journal that was here before; %s".formatted(place, remedy));
        }
        if (found.generation() < note.generation()) {
            throw refused("%s is older than the journal that was here before, so it lacks what was acknowledged since; %s"
                    .formatted(place, remedy));
        }
    }

    /**
     * Checks the journal together with its log. After an exception the caller must not close the connection, since SQLite would
     * then move a log that is not the journal's into the journal.
     */
    void requireWithLog(Connection connection) throws SQLException {
        if (note == null || restored) {
            return;
        }
        JournalProgress withLog = JournalProgress.of(connection);
        requireSame(place, note, withLog);
        if (!withLog.hasCome(alone)) {
            throw refused("%s: the log beside it, %s, is an older one; move it away and restart Serai".formatted(place,
                    log(file).getFileName()));
        }
    }

    private static JournalUnavailableException refused(String message) {
        return new JournalUnavailableException(message, null);
    }

    /**
     * The progress of the database without its log; reads without a lock and changes nothing. {@code NONE} if it can't be read:
     * opening it later tells why.
     *
     * @throws JournalUnavailableException if it is of an older version
     */
    private static JournalProgress alone(Path file, String place) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri() + "?immutable=1")) {
            Schema.refuseOlder(connection, place);
            return JournalProgress.of(connection);
        } catch (SQLException | NumberFormatException e) {
            LOG.debug("{} can't be opened without its log", file, e);
            return JournalProgress.NONE;
        }
    }

    static Path log(Path file) {
        return Path.of(file + "-wal");
    }

    /** The file's size in bytes; 0 if it is missing. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : Files.exists(file) ? 1 : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
