package serai.journal;

/**
 * A source's state, for reports.
 *
 * @param name   the source's name
 * @param counts what it has sent
 * @param open   its differing events that no operator has decided about
 * @param forgotten differing events that were deleted without a decision because they were too old
 * @param left   bytes of the source that no purge removes
 */
public record SourceReport(String name, SourceCounts counts, long open, long forgotten, UnpurgedBytes left) {
}
