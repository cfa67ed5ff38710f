package serai.journal.sql.write;

import java.time.Duration;

/**
 * The bounds of a journal.
 *
 * @param waitingMax   number of appends that may wait for a commit ({@code serai.journal.waiting.max})
 * @param pageBytesMax characters of JSON in a page ({@code serai.journal.page.max.bytes}); one record may be longer
 * @param rejectedMax  number of refused bodies that are kept ({@code serai.journal.rejected.max})
 * @param bytesMax     size in bytes, without free pages, at which the journal takes no more events
 *                     ({@code serai.journal.max.bytes}); 0: no bound
 * @param retention    how long delivered records are kept ({@code serai.journal.retention.days}); zero: for ever
 * @param dedup        how long identities are kept ({@code serai.journal.dedup.days}); zero: for ever
 * @param redrawWindow how long after a completion a course start is marked as a redraw ({@code
 *                     serai.mct.redraw.window.hours}); zero: never
 * @param left         the bounds of data that is not purged otherwise
 * @param stagedMax    number of entries of an index in memory from which an append sorts them into its table
 */
public record JournalBounds(int waitingMax, long pageBytesMax, long rejectedMax, long bytesMax, Duration retention,
        Duration dedup, Duration redrawWindow, LeftBounds left, int stagedMax) {

    private static final Duration REDRAW_WINDOW = Duration.ofHours(24);
    private static final int STAGED_MAX = 16_384;

    /** The bounds if no setting says otherwise. */
    public static final JournalBounds DEFAULT =
            new JournalBounds(10_000, 8 << 20, 1_000, 10L << 30, Duration.ofDays(30), Duration.ZERO,
                    REDRAW_WINDOW);

    /**
     * The bounds of unrouted events, dead letters and differing events, which no retention of records purges.
     *
     * @param percent     share of {@code bytesMax} that each source may fill with them
     *                    ({@code serai.journal.source.max.percent}); 0: no bound
     * @param unrouted    how long unrouted events are kept ({@code serai.journal.unrouted.retention.days}); zero: for ever
     * @param deadLetters how long dead letters and differing events are kept
     *                    ({@code serai.journal.dead-letters.retention.days})
     * @param audit       how long the audit log is kept ({@code serai.audit.days}); zero: for ever
     */
    public record LeftBounds(int percent, Duration unrouted, Duration deadLetters, Duration audit) {

        /** The bounds if no setting says otherwise. */
        public static final LeftBounds DEFAULT = new LeftBounds(25, Duration.ZERO, Duration.ZERO);

        /** Keeps the audit log for ever. */
        public LeftBounds(int percent, Duration unrouted, Duration deadLetters) {
            this(percent, unrouted, deadLetters, Duration.ZERO);
        }
    }

    /** Sorts as many entries at a time as costs least. */
    public JournalBounds(int waitingMax, long pageBytesMax, long rejectedMax, long bytesMax, Duration retention,
            Duration dedup, Duration redrawWindow, LeftBounds left) {
        this(waitingMax, pageBytesMax, rejectedMax, bytesMax, retention, dedup, redrawWindow, left, STAGED_MAX);
    }

    /** With the default {@link LeftBounds}. */
    public JournalBounds(int waitingMax, long pageBytesMax, long rejectedMax, long bytesMax, Duration retention,
            Duration dedup, Duration redrawWindow) {
        this(waitingMax, pageBytesMax, rejectedMax, bytesMax, retention, dedup, redrawWindow, LeftBounds.DEFAULT);
    }

    /** Without bounds of the journal's size and of retention. */
    public JournalBounds(int waitingMax, long pageBytesMax, long rejectedMax) {
        this(waitingMax, pageBytesMax, rejectedMax, 0, Duration.ZERO, Duration.ZERO);
    }

    /** With the default redraw window. */
    public JournalBounds(int waitingMax, long pageBytesMax, long rejectedMax, long bytesMax, Duration retention,
            Duration dedup) {
        this(waitingMax, pageBytesMax, rejectedMax, bytesMax, retention, dedup, REDRAW_WINDOW);
    }
}
