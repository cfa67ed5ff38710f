package serai.sandbox.servicebus.queue;

/**
 * An entity's counts. The first two count the messages that it holds now; the others count operations since the start.
 *
 * @param active       messages waiting to be delivered
 * @param locked       messages that a receiver has locked
 * @param completed    messages completed, including those that were received and deleted at once
 * @param abandoned    deliveries abandoned by a receiver
 * @param deadLettered messages moved to the dead letters, by a receiver or after the last delivery
 * @param expiredLocks locks that ended without a settlement
 * @param delivered    deliveries, repeated ones included
 */
public record EntityCounts(int active, int locked, long completed, long abandoned, long deadLettered,
        long expiredLocks, long delivered) {
}
