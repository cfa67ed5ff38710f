package serai.journal;

/**
 * What a source has left in the journal that nothing purges by itself, in bytes.
 *
 * @param unrouted    events that the router has no destination for
 * @param deadLetters records that were refused, once for each destination that has refused them, with what it was sent and answered
 * @param differing   events known already, that came again with other content, and that nobody has decided about
 */
public record UnpurgedBytes(long unrouted, long deadLetters, long differing) {

    /** All of it, in bytes. */
    public long bytes() {
        return unrouted + deadLetters + differing;
    }

    /** In words, for operators. */
    public String told() {
        return "%s bytes of unrouted events, %s of dead letters, %s of differing events".formatted(unrouted, deadLetters, differing);
    }
}
