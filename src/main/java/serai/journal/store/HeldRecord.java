package serai.journal.store;

/**
 * A record that is held and due.
 *
 * @param entry      the record
 * @param attempts   attempts so far that count towards the maximum
 * @param tries      all attempts so far
 * @param othersSince whether another record was delivered since the last attempt; the next attempt counts only then
 */
public record HeldRecord(PageEntry entry, int attempts, int tries, boolean othersSince) {
}
