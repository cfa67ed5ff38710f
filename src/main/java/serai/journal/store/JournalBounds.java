package serai.journal.store;

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
 */
public record JournalBounds(int waitingMax, long pageBytesMax, long rejectedMax, long bytesMax, Duration retention,
                            Duration dedup, Duration redrawWindow) {

    private static final Duration REDRAW_WINDOW = Duration.ofHours(24);

    /** What holds where no setting says otherwise. */
    public static final JournalBounds DEFAULT =
            new JournalBounds(10_000, 8 << 20, 1_000, 10L << 30, Duration.ofDays(30), Duration.ZERO,
                    REDRAW_WINDOW);

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
