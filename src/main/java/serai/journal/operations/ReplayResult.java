package serai.journal.operations;

/**
 * What a replay comes to.
 *
 * @param added   records that were not meant for the destination before, and now are
 * @param again   records that it has had, or that were dropped, to be sent again
 * @param retried dead letters to be sent again
 * @param skipped records left alone: still to be delivered anyway, or, where a destination has no key, delivered before
 * @param unrouted records left alone because the router had no destination at all for them
 */
public record ReplayResult(long added, long again, long retried, long skipped, long unrouted) {

    /** Nothing yet. */
    public static final ReplayResult NOTHING = new ReplayResult(0, 0, 0, 0, 0);

    /** Records that are sent. */
    public long sent() {
        return added + again + retried;
    }

    /** Both together. */
    public ReplayResult plus(ReplayResult other) {
        return new ReplayResult(added + other.added, again + other.again, retried + other.retried, skipped + other.skipped,
                unrouted + other.unrouted);
    }
}
