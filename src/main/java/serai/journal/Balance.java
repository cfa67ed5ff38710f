package serai.journal;

/**
 * How many of a destination's records are in which state. At any moment
 * {@code routed = delivered + pending + deadLettered + dropped}: each is a counter of its own, stored in the transaction that
 * moves what it counts.
 *
 * @param routed       records that the router named the destination for
 * @param delivered    records that its route has taken or left out
 * @param pending      records still to be delivered
 * @param deadLettered records that the destination has refused, or not taken in the greatest number of attempts; kept with their
 *                     reason
 * @param dropped      records that an operator or a retention has dropped
 */
public record Balance(long routed, long delivered, long pending, long deadLettered, long dropped) {

    /** Whether the equation holds. */
    public boolean isEven() {
        return routed == delivered + pending + deadLettered + dropped;
    }

    /** Whether all records named for the destination were delivered. */
    public boolean isDelivered() {
        return isEven() && delivered == routed;
    }
}
