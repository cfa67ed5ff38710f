package serai.journal.store;

/**
 * The bounds of a journal.
 *
 * @param waitingMax   appends waiting for a commit ({@code serai.journal.waiting.max})
 * @param pageBytesMax characters of JSON in a page ({@code serai.journal.page.max.bytes}); one record may be longer
 * @param rejectedMax  refused bodies that are kept ({@code serai.journal.rejected.max})
 */
public record JournalBounds(int waitingMax, long pageBytesMax, long rejectedMax) {

    /** What holds where no setting says otherwise. */
    public static final JournalBounds DEFAULT = new JournalBounds(10_000, 8 << 20, 1_000);
}
