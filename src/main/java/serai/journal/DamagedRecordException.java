package serai.journal;

import java.time.Instant;

/**
 * A record no longer is what was kept: its checksum does not fit, or it can't be read. Nothing of it was used. Reading it
 * again gives the same answer, until the journal is restored from a backup, or the record is given up by an operator: so a
 * destination that comes to it stands still, and passes it over by no means.
 */
public class DamagedRecordException extends JournalUnavailableException {

    private final long seq;
    private final transient Instant receivedAt;

    /**
     * @param message    place, record, and what an operator can do, in one line, without personal data
     * @param seq        the record's sequence number
     * @param receivedAt when it was taken in
     */
    public DamagedRecordException(String message, long seq, Instant receivedAt, Throwable cause) {
        super(message, cause);
        this.seq = seq;
        this.receivedAt = receivedAt;
    }

    /** The record's sequence number. */
    public long seq() {
        return seq;
    }

    /** When it was taken in. */
    public Instant receivedAt() {
        return receivedAt;
    }
}
