package serai.destinations.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;

/**
 * The file of an SQLite database that is open. One that was moved away, deleted or replaced can still be written to, and nobody
 * would ever find what it is given.
 */
final class SqliteFile {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
    private static final String SQLITE = "jdbc:sqlite:";

    private final Path path;
    private Object key; // null until it is there, and where the file system knows none

    private SqliteFile(Path path) {
        this.path = path;
    }

    /** Of a JDBC address; one that names no file of this machine is never lost. */
    static SqliteFile of(String url) {
        String name = url.startsWith(SQLITE) ? url.substring(SQLITE.length()).split("\\?", 2)[0] : "";
        return new SqliteFile(name.isBlank() || name.startsWith(":") || name.startsWith("file:") ? null : Path.of(name).toAbsolutePath());
    }

    /** Its owner's, where it is missing and its folder is there: SQLite would make it as the umask has it. */
    void make() {
        try {
            if (path != null && Files.notExists(path)) {
                OwnersFile.create(path);
            }
        } catch (IOException e) {
            LOG.debug("{} can't be made; SQLite tells why", path, e);
        }
    }

    /** @throws SQLException if it is no longer the file that was there when this was asked first */
    synchronized void require() throws SQLException {
        if (path == null || key == null && Files.notExists(path)) {
            return;
        }
        Object now = now();
        if (key != null && !key.equals(now)) {
            throw new SQLException(("%s was moved, deleted or replaced while it was open; put it back, or start Serai again with what "
                    + "stands there").formatted(path.getFileName()), "3D000");
        }
        key = now;
    }

    private Object now() {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
