package serai.journal;

/**
 * What a source has sent since the journal began.
 *
 * @param accepted   events kept, and differing ones that an operator has accepted
 * @param duplicates events known already, with the same content
 * @param differing  events known already, with other content
 * @param rejected   bodies that were no event and were refused
 * @param filtered   events left out on purpose: acknowledged, not kept, and counted each time they come
 */
public record SourceCounts(long accepted, long duplicates, long differing, long rejected, long filtered) {

    /** The counts of a source of which no event was left out. */
    public SourceCounts(long accepted, long duplicates, long differing, long rejected) {
        this(accepted, duplicates, differing, rejected, 0);
    }

    /** How many events and bodies the source has sent, whatever has become of them. */
    public long sent() {
        return accepted + duplicates + differing + rejected + filtered;
    }
}
