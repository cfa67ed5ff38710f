package serai.journal;

/**
 * What a source has sent since the journal began.
 *
 * @param accepted   events kept, and differing ones that an operator has let in
 * @param duplicates events known already, with the same content
 * @param differing  events known already, with other content
 * @param rejected   bodies that were no event and were refused
 * @param filtered   events of a type that is switched off: acknowledged, not kept, and counted each time they come
 */
public record SourceCounts(long accepted, long duplicates, long differing, long rejected, long filtered) {

    /** Where nothing is switched off. */
    public SourceCounts(long accepted, long duplicates, long differing, long rejected) {
        this(accepted, duplicates, differing, rejected, 0);
    }
}
