package serai.journal;

/**
 * The bytes of a source in the journal that no purge removes.
 *
 * @param unrouted    bytes of events for which the router has no destination
 * @param deadLetters bytes of dead letters, counted for each destination that has refused the record, with the request and its
 *                    answer
 * @param differing   bytes of events that came again with other content, and that no operator has decided about
 */
public record UnpurgedBytes(long unrouted, long deadLetters, long differing) {

    /** The sum, in bytes. */
    public long bytes() {
        return unrouted + deadLetters + differing;
    }

    /** The three numbers in words, for operators. */
    public String told() {
        return "%s bytes of unrouted events, %s of dead letters, %s of differing events".formatted(unrouted, deadLetters,
                differing);
    }
}
