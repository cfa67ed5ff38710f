package serai.journal.operations.move;

import org.jspecify.annotations.Nullable;
import serai.journal.sqlite.MovedFile;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** A journal in a file of the data folder, which the caller has locked. */
final class MovedFileStore implements MovedStore {

    private final Path journal;
    private final Clock clock;
    private @Nullable MovedFile file;

    /** @param journal {@code journal.db} */
    MovedFileStore(Path journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String place() {
        return "the journal " + journal;
    }

    @Override
    public void openSource() throws SQLException {
        file = MovedFile.source(journal, clock);
    }

    @Override
    public void openTarget() throws SQLException, IOException {
        file = MovedFile.target(journal, clock);
    }

    private MovedFile file() {
        if (file == null) {
            throw new IllegalStateException(place() + " is not open");
        }
        return file;
    }

    @Override
    public Connection connection() throws SQLException {
        return file().connection();
    }

    @Override
    public void takeTurn() {
        // A process that writes in the folder has its lock, and operators' transactions look for the marks.
    }

    @Override
    public void makeRoom(String table, long key) {
        // A file grows by itself.
    }

    @Override
    public Map<String, Long> sequences() throws SQLException {
        Map<String, Long> last = new TreeMap<>();
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT name, seq FROM sqlite_sequence")) {
            while (row.next()) {
                last.put(row.getString(1), row.getLong(2));
            }
        }
        connection().rollback();
        return last;
    }

    @Override
    public void setSequences(Map<String, Long> last) throws SQLException {
        try (PreparedStatement delete = connection().prepareStatement("DELETE FROM sqlite_sequence WHERE name = ?");
                PreparedStatement insert = connection().prepareStatement("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)")) {
            for (Map.Entry<String, Long> entry : last.entrySet()) {
                delete.setString(1, entry.getKey());
                delete.executeUpdate();
                insert.setString(1, entry.getKey());
                insert.setLong(2, entry.getValue());
                insert.executeUpdate();
            }
        }
        connection().commit();
    }

    @Override
    public void putInPlace() throws SQLException, IOException {
        file().putInPlace();
    }

    @Override
    public void close() throws SQLException {
        if (file != null) {
            file.close();
        }
    }
}
