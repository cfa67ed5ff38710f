package serai.alerts.signs;

import java.util.Locale;

/** What an alert may be about. */
public enum AlertType {

    /** A destination refuses everything, and is tried slowly. */
    DESTINATION_STOPPED(true),
    /** Nothing is delivered to a destination, and the destination is not known to be the cause. */
    DESTINATION_STALLED(true),
    /** The oldest record of a destination waits for too long. */
    DESTINATION_LAGS(true),
    /** A destination has too many dead letters. */
    DEAD_LETTERS(false),
    /** The receiver of a source gets nothing although something waits, or can't reach the broker. */
    RECEIVER_SILENT(true),
    /** The journal can't be read or written. */
    JOURNAL_UNAVAILABLE(true),
    /** The journal nears the size at which it refuses events. */
    JOURNAL_FULL(true),
    /** The disk of the data folder is nearly full. */
    DISK_FULL(true),
    /** A certificate ends soon. */
    CERTIFICATE_ENDS(false),
    /** A secret ends soon. */
    SECRET_ENDS(false),
    /** A source has sent nothing for longer than is usual for it. */
    SOURCE_SILENT(false);

    private final boolean urgent;

    AlertType(boolean urgent) {
        this.urgent = urgent;
    }

    /** Whether somebody should be woken. */
    public boolean isUrgent() {
        return urgent;
    }

    /** Its name in messages, such as {@code destination-stopped}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
