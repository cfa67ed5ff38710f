package serai.sandbox.servicebus;

/**
 * How an entity stands. The first two are how many messages it holds now, the others what has happened since the start.
 *
 * @param active       messages waiting to be delivered
 * @param locked       messages with a receiver
 * @param completed    messages completed; those received and deleted are among them
 * @param abandoned    deliveries abandoned by a receiver
 * @param deadLettered messages moved to the dead letters, by a receiver or after the last delivery
 * @param expiredLocks locks that ended without a settlement
 * @param delivered    deliveries, repeated ones included
 */
public record EntityCounts(int active, int locked, long completed, long abandoned, long deadLettered,
                           long expiredLocks, long delivered) {
}
