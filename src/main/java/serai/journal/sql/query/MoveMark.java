package serai.journal.sql.query;

import serai.journal.JournalUnavailableException;

import java.sql.SQLException;
import java.util.List;

import static serai.installation.Installation.SERAI;

/**
 * What a journal says of itself while it is moved between databases, and afterwards where it was. So two instances never deliver
 * from the two copies.
 */
public final class MoveMark {

    /** The name of the mark that a journal gets when its move begins, and keeps; the value is where to. */
    public static final String MOVED = "moved";
    /** The name of the mark that a journal has until all of it has come; the value is the journal's name. */
    public static final String MOVING = "moving";

    private static final String NAMED = "SELECT name, value FROM fixed WHERE name IN (?, ?, ?)";

    private MoveMark() {
    }

    /**
     * @param place the journal's name in messages
     * @throws JournalUnavailableException if the journal was moved, or if not all of it has come here
     */
    public static void requireNone(Rows rows, String place) throws SQLException {
        requireNone(rows, place, MOVED);
    }

    /**
     * The same by one query with that of another value.
     *
     * @return the value of that name, if there is one
     */
    public static List<String> requireNone(Rows rows, String place, String name) throws SQLException {
        return rows.rows(NAMED, row -> {
            String mark = row.getString(1);
            if (mark.equals(MOVED)) {
                throw new JournalUnavailableException(
                        ("%s was moved to %s, or is being moved there: run Serai with that one, or finish the move with %s journal "
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
