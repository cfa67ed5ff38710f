package serai.journal.store;

import serai.journal.JournalFullException;

/**
 * How much the journal holds against its bound. Measured by the writer in each transaction that it ends, so that an append
 * only looks at a number; a journal may thus grow beyond its bound by what was already waiting.
 */
final class Room {

    private final String place;
    private final long bytesMax;
    private volatile long bytes;

    /** @param bytesMax 0 for no bound */
    Room(String place, long bytesMax) {
        this.place = place;
        this.bytesMax = bytesMax;
    }

    void measured(long measured) {
        bytes = measured;
    }

    /** Bytes in use when the writer last looked. */
    long bytes() {
        return bytes;
    }

    /** @return why nothing more can be taken; null where it can */
    JournalFullException full() {
        return bytesMax == 0 || bytes < bytesMax ? null : new JournalFullException(
                "%s holds %d bytes, its bound is %d (serai.journal.max.bytes): deliver or drop what waits, shorten %s, or raise it"
                        .formatted(place, bytes, bytesMax, "serai.journal.retention.days"));
    }
}
