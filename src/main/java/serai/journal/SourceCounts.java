package serai.journal;

/**
 * What a source has sent since the journal began.
 *
 * @param accepted   events kept, and differing ones that an operator has let in
 * @param duplicates events known already, with the same content
 * @param differing  events known already, with other content
 * @param rejected   bodies that were no event and were refused
 */
public record SourceCounts(long accepted, long duplicates, long differing, long rejected) {
}
