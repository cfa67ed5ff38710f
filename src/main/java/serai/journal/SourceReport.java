package serai.journal;

/**
 * How a source is doing.
 *
 * @param name   its name
 * @param counts what it has sent
 * @param open   its differing events that nobody has decided about
 * @param forgotten those that were given up since, being too old
 * @param left   what nothing purges
 */
public record SourceReport(String name, SourceCounts counts, long open, long forgotten, UnpurgedBytes left) {
}
