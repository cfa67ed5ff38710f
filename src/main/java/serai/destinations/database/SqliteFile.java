package serai.destinations.database;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;

/**
 * Checks the file of an open SQLite database. A process can still write to a file that was moved away, deleted or replaced, but
 * nobody would find those rows.
 */
final class SqliteFile {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
    private static final String SQLITE = "jdbc:sqlite:";

    private final @Nullable Path path;
    private @Nullable Object key; // null until the file exists, and on file systems without file keys

    private SqliteFile(@Nullable Path path) {
        this.path = path;
    }

    /** The file that a JDBC address names. If it names none, {@link #require} checks nothing. */
    static SqliteFile of(String url) {
        String name = url.startsWith(SQLITE) ? url.substring(SQLITE.length()).split("\\?", 2)[0] : "";
        return new SqliteFile(
                name.isBlank() || name.startsWith(":") || name.startsWith("file:") ? null : Path.of(name).toAbsolutePath());
    }

    /**
     * Makes a missing file, if its folder exists, readable for its owner only; SQLite itself would make it with the rights that
     * the umask allows.
     */
    void make() {
        try {
            if (path != null && Files.notExists(path)) {
                OwnersFile.create(path);
            }
        } catch (IOException e) {
            LOG.debug("{} can't be made; SQLite tells why", path, e);
        }
    }

    /** @throws SQLException if it is not the same file as at the first call */
    synchronized void require() throws SQLException {
        if (path == null || key == null && Files.notExists(path)) {
            return;
        }
        Object now = keyOf(path);
        if (key != null && !key.equals(now)) {
            throw new SQLException(
                    ("%s was moved, deleted or replaced while it was open; put it back, or restart Serai to use the file that is "
                            + "there now").formatted(path.getFileName()),
                    "3D000");
        }
        key = now;
    }

    private static @Nullable Object keyOf(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
