package serai.journal.operations;

/**
 * The result of a replay.
 *
 * @param added   records that were not named for the destination before, and now are
 * @param again   records to be sent again that were delivered or dropped before
 * @param retried dead letters to be sent again
 * @param skipped records left out: they will be delivered anyway, or were delivered and the order does not send those again
 * @param unrouted records left out because the router had no destination for them
 */
public record ReplayResult(long added, long again, long retried, long skipped, long unrouted) {

    /** A result without records. */
    public static final ReplayResult NOTHING = new ReplayResult(0, 0, 0, 0, 0);

    /** The number of records that are sent. */
    public long sent() {
        return added + again + retried;
    }

    /** The sums of both results. */
    public ReplayResult plus(ReplayResult other) {
        return new ReplayResult(added + other.added, again + other.again, retried + other.retried, skipped + other.skipped,
                unrouted + other.unrouted);
    }
}
