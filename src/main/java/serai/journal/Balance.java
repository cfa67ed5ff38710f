package serai.journal;

/**
 * Where the records named for a destination are. At any moment {@code routed = delivered + pending + deadLettered +
 * dropped}: each is a counter of its own, stored in the transaction that moves what it counts.
 *
 * @param routed       records that the router named the destination for
 * @param delivered    records that its route has taken without failure
 * @param pending      records still to be delivered
 * @param deadLettered records given up, kept with their reason
 * @param dropped      records that an operator has dropped
 */
public record Balance(long routed, long delivered, long pending, long deadLettered, long dropped) {

    /** Whether the books are right. */
    public boolean isEven() {
        return routed == delivered + pending + deadLettered + dropped;
    }

    /** Whether everything routed has reached the destination. */
    public boolean isDelivered() {
        return isEven() && delivered == routed;
    }
}
