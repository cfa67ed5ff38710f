package serai.journal.store;

import org.sqlite.SQLiteConfig;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Writes a journal as it stands at one moment into a file, beside a running instance or without one. Appends go on
 * meanwhile; the log of the journal can't be shortened until the backup is through.
 */
public record JournalBackup(Path journal) {

    /**
     * The file is complete and on the disk when this returns; only its owner may read it.
     *
     * @throws IOException if there is no journal, the file is there already, or it can't be written; in one line
     */
    public void writeTo(Path file) throws IOException {
        if (Files.notExists(journal)) {
            throw new NoSuchFileException("there is no journal " + journal + " to back up; serai.data names its folder");
        }
        refuseOverwriting(file);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part); // of a backup that was broken off
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            copyInto(part);
            force(part);
            refuseOverwriting(file);
            Files.move(part, file);
            force(file.toAbsolutePath().getParent());
        } catch (SQLException e) {
            throw new IOException("the backup %s can't be written: %s".formatted(file, SqlFailure.inOneLine(e)), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void refuseOverwriting(Path file) throws FileAlreadyExistsException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file + " is there already, and is not overwritten; name another file");
        }
    }

    private void copyInto(Path part) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) SqliteStore.BUSY_WAIT_MAX.toMillis());
        try (Connection connection = config.createConnection("jdbc:sqlite:" + journal);
             PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, part.toString());
            vacuum.execute();
        }
    }

    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
