package serai.journal.sqlite;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;
import serai.files.OwnersFile;
import serai.journal.sql.query.PinnedSettings;
import serai.journal.sql.query.SqlFailure;
import serai.model.FailureText;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Writes the journal's state of one moment into a file, beside a running instance or without one. Appends go on meanwhile;
 * SQLite can't shorten the journal's log until the backup is complete.
 */
public record JournalBackup(Path journal) {

    /**
     * Writes the backup. When this returns, the file is complete, checked, and on the disk; only its owner may read it.
     *
     * @throws IOException if there is no journal, if the file exists already or can't be written, or if the check of the backup
     *                     fails; the message is one line
     */
    public void writeTo(Path file) throws IOException {
        if (Files.notExists(journal)) {
            throw new IOException("there is no journal " + journal + " to back up; serai.data names its folder");
        }
        JournalCheck.besideAt(journal, "the journal " + journal);
        refuseOverwriting(file);
        Path folder = JournalReference.folderOf(file);
        if (!Files.isDirectory(folder)) {
            throw new IOException("the folder of %s does not exist; create it first".formatted(file));
        }
        Path part = OwnersFile.temporary(folder, file.getFileName() + ".", ".part");
        try {
            copyInto(part, file);
            OwnersFile.force(part);
            name(part, file);
            OwnersFile.force(folder);
        } catch (SQLException e) {
            throw new IOException("the backup %s can't be written: %s".formatted(file, FailureText.firstLine(e)), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void refuseOverwriting(Path file) throws FileAlreadyExistsException {
        if (Files.exists(file)) {
            throw isThere(file);
        }
    }

    private static FileAlreadyExistsException isThere(Path file) {
        return new FileAlreadyExistsException(file + " already exists and is not overwritten; name another file");
    }

    /**
     * Gives the backup its name. If two processes write a backup of the same name, the first gets the name: a link fails if the
     * name exists, but a move could replace the file.
     */
    private static void name(Path part, Path file) throws IOException {
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException e) {
            throw isThere(file);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            refuseOverwriting(file);
            Files.move(part, file);
        }
    }

    private void copyInto(Path part, Path file) throws SQLException, IOException {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE); // a missing journal is not created
        config.setBusyTimeout((int) SqlFailure.BUSY_WAIT_MAX.toMillis());
        try (Connection connection = config.createConnection("jdbc:sqlite:" + journal);
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            JournalProgress before = JournalProgress.of(connection);
            vacuum.setString(1, part.toString());
            vacuum.execute();
            require(part, file, before, JournalProgress.of(connection));
            Generation.leaveUnlessOpen(journal, connection);
        }
    }

    /**
     * Checks that the backup can be opened, is undamaged, and holds the whole journal of a moment between {@code before} and
     * {@code after}.
     */
    private static void require(Path part, Path file, JournalProgress before, JournalProgress after)
            throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + part);
                Statement statement = connection.createStatement()) {
            String found = text(statement, "PRAGMA quick_check(1)");
            if (!"ok".equals(found)) {
                throw new IOException(
                        "the backup %s is damaged (%s); try again, on another disk if it happens again".formatted(file, found));
            }
            JournalProgress kept = JournalProgress.of(connection);
            if (!kept.journal().equals(before.journal()) || !kept.hasCome(before) || !after.hasCome(kept)) {
                throw new IOException(
                        ("the backup %s is incomplete (it ends at record "
                                + "%s of %s); try again").formatted(file, kept.lastSeq(), before.lastSeq()));
            }
            statement.executeUpdate("INSERT INTO fixed (name, value) VALUES ('%s', 'made')".formatted(PinnedSettings.BACKUP)
                    + " ON CONFLICT (name) DO NOTHING");
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1).lines().findFirst().orElse("") : "";
        }
    }
}
