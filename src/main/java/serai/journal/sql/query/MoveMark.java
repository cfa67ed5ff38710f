package serai.journal.sql.query;

import serai.journal.JournalUnavailableException;

import java.sql.SQLException;
import java.util.List;

import static serai.installation.Installation.SERAI;

/**
 * The marks in both journals while one is moved to another database, and afterwards in the one that was left. They keep
 * instances from delivering from both copies.
 */
public final class MoveMark {

    /** The name of the mark that a journal gets when its move begins, and keeps; the value names the other database. */
    public static final String MOVED = "moved";
    /** The name of the mark that a journal has until its move is complete; the value is the journal's name. */
    public static final String MOVING = "moving";

    private static final String NAMED = "SELECT name, value FROM fixed WHERE name IN (?, ?, ?)";

    private MoveMark() {
    }

    /**
     * @param place the journal's name in messages
     * @throws JournalUnavailableException if the journal was moved, or if the move to it is not complete
     */
    public static void requireNone(Rows rows, String place) throws SQLException {
        requireNone(rows, place, MOVED);
    }

    /**
     * The same, in one query with another value.
     *
     * @return the value of that name, if there is one
     */
    public static List<String> requireNone(Rows rows, String place, String name) throws SQLException {
        return rows.rows(NAMED, row -> {
            String mark = row.getString(1);
            if (mark.equals(MOVED)) {
                throw new JournalUnavailableException(
                        ("%s was moved to %s, or is being moved there: use the journal there, or finish the move with %s journal "
                                + "move")
                                .formatted(place, row.getString(2), SERAI),
                        null);
            }
            if (mark.equals(MOVING)) {
                throw new JournalUnavailableException(
                        place + " is not complete yet, since the move to it was not finished: run " + SERAI + " journal move "
                                + "again",
                        null);
            }
            return row.getString(2);
        }, MOVED, MOVING, name);
    }
}
