package serai.journal.sqlite.write;

import java.time.Duration;

/**
 * The bounds of a journal.
 *
 * @param waitingMax   appends waiting for a commit ({@code serai.journal.waiting.max})
 * @param pageBytesMax characters of JSON in a page ({@code serai.journal.page.max.bytes}); one record may be longer
 * @param rejectedMax  refused bodies that are kept ({@code serai.journal.rejected.max})
 * @param bytesMax     size at which no more is taken ({@code serai.journal.max.bytes}), free pages not counted; 0: no bound
 * @param retention    how long delivered records are kept ({@code serai.journal.retention.days}); zero: for ever
 * @param dedup        how long identities are kept ({@code serai.journal.dedup.days}); zero: for ever
 * @param redrawWindow how long after a completion a course start is marked as a redraw ({@code
 *                     serai.mct.redraw.window.hours}); zero: never
 * @param left         what bounds what nothing else purges
 */
public record JournalBounds(int waitingMax, long pageBytesMax, long rejectedMax, long bytesMax, Duration retention,
                            Duration dedup, Duration redrawWindow, LeftBounds left) {

    private static final Duration REDRAW_WINDOW = Duration.ofHours(24);

    /** What holds where no setting says otherwise. */
    public static final JournalBounds DEFAULT =
            new JournalBounds(10_000, 8 << 20, 1_000, 10L << 30, Duration.ofDays(30), Duration.ZERO,
                    REDRAW_WINDOW);

    /**
     * The bounds of what nothing else purges.
     *
     * @param percent     share of {@code bytesMax} that each source may fill with it ({@code serai.journal.source.max.percent}); 0:
     *                    no bound
     * @param unrouted    how long unrouted events are kept ({@code serai.journal.unrouted.retention.days}); zero: for ever
     * @param deadLetters the same for dead letters ({@code serai.journal.dead-letters.retention.days})
     */
    public record LeftBounds(int percent, Duration unrouted, Duration deadLetters) {

        /** What holds where no setting says otherwise. */
        public static final LeftBounds DEFAULT = new LeftBounds(25, Duration.ZERO, Duration.ZERO);
    }

    /** With the usual bounds of what nothing else purges. */
    public JournalBounds(int waitingMax, long pageBytesMax, long rejectedMax, long bytesMax, Duration retention,
                         Duration dedup, Duration redrawWindow) {
        this(waitingMax, pageBytesMax, rejectedMax, bytesMax, retention, dedup, redrawWindow, LeftBounds.DEFAULT);
    }

    /** Without bounds of size and time. */
    public JournalBounds(int waitingMax, long pageBytesMax, long rejectedMax) {
        this(waitingMax, pageBytesMax, rejectedMax, 0, Duration.ZERO, Duration.ZERO);
    }

    /** With the usual window. */
    public JournalBounds(int waitingMax, long pageBytesMax, long rejectedMax, long bytesMax, Duration retention,
                         Duration dedup) {
        this(waitingMax, pageBytesMax, rejectedMax, bytesMax, retention, dedup, REDRAW_WINDOW);
    }
}
