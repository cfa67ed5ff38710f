package serai.journal.operations.move;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A store that a journal is moved from or to. Closed after the move, also after one that has failed. */
interface MovedStore extends AutoCloseable {

    /** The journal's name in messages. */
    String place();

    /**
     * Opens the journal to read all of it.
     *
     * @throws serai.journal.JournalUnavailableException if there is none, or if Serai runs with it
     * @throws IOException                               if its folder is in use
     */
    void openSource() throws SQLException, IOException;

    /**
     * Opens the place where the journal is to be, and makes the tables there.
     *
     * @throws serai.journal.JournalUnavailableException if Serai runs with it
     * @throws IOException                               if its folder is in use
     */
    void openTarget() throws SQLException, IOException;

    /** A connection without auto-commit; the same each time. */
    Connection connection() throws SQLException;

    /**
     * Takes the turn to write, as each writer does: the transactions of others have ended, and further ones wait until the next
     * commit. The next writer sees that another one has written, and looks for the marks.
     */
    void takeTurn() throws SQLException;

    /** Makes the partition for a row, if the table has partitions. */
    void makeRoom(String table, long key) throws SQLException;

    /** The last numbers that were given, by table; no number is given twice. */
    Map<String, Long> sequences() throws SQLException;

    void setSequences(Map<String, Long> last) throws SQLException;

    /** Puts the copied journal in its place. May be called again after a failure. */
    void putInPlace() throws SQLException, IOException;

    @Override
    void close() throws SQLException, IOException;
}
