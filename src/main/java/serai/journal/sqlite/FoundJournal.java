package serai.journal.sqlite;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import serai.journal.JournalUnavailableException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What stands where a journal is to be opened, compared with what the folder knows of it, before anything is changed. What
 * isn't what was left is refused; each refusal names the remedy.
 *
 * @param note     what the folder knows; null where it knows nothing
 * @param restored whether it was put there by hand: a backup, or a journal without its folder's note
 * @param alone    how far {@code journal.db} has come without its log
 */
public record FoundJournal(Path file, String place, FolderNote note, boolean restored, JournalProgress alone) {

    private static final Logger LOG = LoggerFactory.getLogger(FoundJournal.class);
    private static final String RESTORE = "restore a backup (./serai restore FILE --replace)";

    /** @throws JournalUnavailableException if it isn't what was left there */
    static FoundJournal at(Path file, String place) {
        FolderNote note = FolderNote.read(file).orElse(null);
        Path log = log(file);
        if (size(file) == 0) {
            refuseWithoutDatabase(file, place, note, log);
            return new FoundJournal(file, place, null, false, JournalProgress.NONE);
        }
        JournalProgress alone = alone(file);
        if (alone.backup() && size(log) > 0) {
            throw refused("%s: journal.db is a backup, and %s beside it is another journal's log; move the log away and %s"
                    .formatted(place, log.getFileName(), RESTORE));
        }
        if (note != null && !alone.backup()) {
            require(place, note, alone, log);
        }
        boolean byHand = alone.backup() || note == null && alone.generation() > 0;
        if (byHand) {
            LOG.warn("{} was put in its place by hand; it is taken for restored: files of the archive are begun anew, and what was "
                    + "delivered since it was made is delivered once more.", place);
        }
        return new FoundJournal(file, place, note, byHand, alone);
    }

    /**
     * For whoever opens a journal beside the process that delivers, or without one.
     *
     * @throws JournalUnavailableException if what was committed may be missing: nothing is to be decided on less
     */
    public static void besideAt(Path file, String place) {
        FolderNote note = FolderNote.read(file).orElse(null);
        Path log = log(file);
        if (size(file) == 0) {
            refuseWithoutDatabase(file, place, note, log);
        } else if (note != null && Files.notExists(log)) { // nobody has it open, so it can be asked alone
            JournalProgress alone = alone(file);
            if (!alone.backup()) {
                require(place, note, alone, log);
            }
        }
    }

    private static void refuseWithoutDatabase(Path file, String place, FolderNote note, Path log) {
        if (size(log) > 0) {
            throw refused("%s is missing or empty, and its log %s is there: put journal.db back beside it, or move the log away and %s"
                    .formatted(place, log.getFileName(), RESTORE));
        }
        if (note != null) {
            throw refused(("%s is missing or empty, though %s says that one stood here: put it back, or %s; to begin a new one, "
                    + "delete that file").formatted(place, FolderNote.file(file).getFileName(), RESTORE));
        }
    }

    private static void require(String place, FolderNote note, JournalProgress alone, Path log) {
        if (alone == JournalProgress.NONE && size(log) > 0) {
            return; // it may have been torn while its log was moved into it: it is asked with its log
        }
        requireSame(place, note, alone);
        if (alone.generation() == note.generation() && Files.notExists(log)) {
            throw refused(("%s has lost its log: %s is gone, and what was committed since the last start may have stood in it. Put it "
                    + "back, or %s; if a program such as sqlite3 has opened the journal since and so moved the log into it, delete "
                    + "journal.note").formatted(place, log.getFileName(), RESTORE));
        }
    }

    private static void requireSame(String place, FolderNote note, JournalProgress found) {
        String remedy = "put the right one back, or %s; to take it as it stands, delete journal.note".formatted(RESTORE);
        if (!note.journal().equals(found.journal())) {
            throw refused("%s is another journal than the one that stood here; %s".formatted(place, remedy));
        }
        if (found.generation() < note.generation()) {
            throw refused("%s is older than the one that stood here, so what was acknowledged since is not in it; %s"
                    .formatted(place, remedy));
        }
    }

    /**
     * The same as seen through the log. Whoever refuses it here must not close the connection: that would move a log that isn't
     * the journal's into it.
     */
    void requireWithLog(Connection connection) throws SQLException {
        if (note == null || restored) {
            return;
        }
        JournalProgress withLog = JournalProgress.of(connection);
        requireSame(place, note, withLog);
        if (!withLog.hasCome(alone)) {
            throw refused("%s: the log beside it, %s, is an older one; move it away and start Serai again".formatted(place,
                    log(file).getFileName()));
        }
    }

    private static JournalUnavailableException refused(String message) {
        return new JournalUnavailableException(message, null);
    }

    /** Without the log, without a lock, and without a change; nothing where it can't be asked: whoever opens it is told why. */
    private static JournalProgress alone(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri() + "?immutable=1")) {
            return JournalProgress.of(connection);
        } catch (SQLException | NumberFormatException e) {
            LOG.debug("{} can't be asked alone", file, e);
            return JournalProgress.NONE;
        }
    }

    static Path log(Path file) {
        return Path.of(file + "-wal");
    }

    /** 0 where it is missing. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : Files.exists(file) ? 1 : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
