package serai.journal;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A stored record is damaged: its checksum does not match, or it can't be parsed. No part of it was used. Reading it again
 * fails in the same way until the journal is restored from a backup or an operator drops the record. Therefore a destination
 * waits at this record and never skips it.
 */
public class DamagedRecordException extends JournalUnavailableException {

    private final long seq;
    private final transient Instant receivedAt;

    /**
     * @param message    names the place, the record, and what an operator can do; one line, without personal data
     * @param seq        the record's sequence number
     * @param receivedAt when the record was received
     */
    public DamagedRecordException(String message, long seq, Instant receivedAt, @Nullable Throwable cause) {
        super(message, cause);
        this.seq = seq;
        this.receivedAt = receivedAt;
    }

    /** The record's sequence number. */
    public long seq() {
        return seq;
    }

    /** When the record was received. */
    public Instant receivedAt() {
        return receivedAt;
    }
}
