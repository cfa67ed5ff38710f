package serai.journal.sql.query;

import serai.journal.JournalUnavailableException;

import static serai.installation.Installation.SERAI;

/**
 * The sums of the numbers in a row, by which a bit is found that has changed on the disk. The tables' triggers keep them, or the
 * statement that changes a number.
 */
public final class RowChecksum {

    /** The condition that a row of the table {@code destination} has its sum. */
    public static final String DESTINATION = """
            (sum = cursor + routed + delivered + pending + dead_lettered + dropped + failures + coalesce(next_attempt, 0)
                    + refuse_next + coalesce(given_up_to, 0) + coalesce(ahead, 0) + left_out + last_named)""";

    /** The condition that a row of the table {@code aside} has its sum. */
    public static final String ASIDE = """
            (sum = seq + coalesce(next_attempt, 0) + attempts + tries + others + in_run + changed_at + coalesce(kind, 0)
                    + coalesce(received_at, 0))""";

    private RowChecksum() {
    }

    /**
     * Refuses a destination's row whose sum is wrong: its cursor may be another.
     *
     * @param fits whether the row meets {@link #DESTINATION}
     * @throws JournalUnavailableException with what to do, in one line
     */
    static void require(boolean fits, String place, String destination) {
        if (!fits) {
            throw new JournalUnavailableException(
                    ("%s: the cursor or a counter of %s is damaged (wrong sum); %2$s stops: restore a "
                            + "backup (" + SERAI + " restore), or drop what is pending for it (" + SERAI
                            + " destinations drop %2$s --why …) and "
                            + "replay it").formatted(place, destination),
                    null);
        }
    }
}
