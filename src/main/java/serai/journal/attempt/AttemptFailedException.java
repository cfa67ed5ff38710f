package serai.journal.attempt;

import serai.model.ShowableMessage;

/**
 * An attempt at a delivery has failed, and whoever threw this knows what that means: a client that has read its server's answer,
 * or that can't begin with what is set. The message says what was answered and what to look at, and quotes nothing that the
 * server said besides: that may name people, or hold signed addresses.
 */
public final class AttemptFailedException extends Exception implements ShowableMessage {

    private final FailureClass meaning;
    private final boolean ofRecord;

    /** @param message in one line, without secrets and personal data; the remedy stands behind a semicolon */
    public AttemptFailedException(FailureClass meaning, String message) {
        this(meaning, message, false);
    }

    private AttemptFailedException(FailureClass meaning, String message, boolean ofRecord) {
        super(message);
        this.meaning = meaning;
        this.ofRecord = ofRecord;
    }

    /**
     * Of a record that a step refuses for what the record itself is, whatever the destination would answer: it becomes a dead
     * letter, and never stops the destination, however many such records come in a row.
     *
     * @param message as with the constructor
     */
    public static AttemptFailedException ofRecord(String message) {
        return new AttemptFailedException(FailureClass.REFUSED, message, true);
    }

    /** Of an attempt that can't succeed until somebody has corrected what is set. */
    public static AttemptFailedException misconfigured(String message) {
        return new AttemptFailedException(FailureClass.MISCONFIGURED, message);
    }

    /** The class of this failure. */
    public FailureClass meaning() {
        return meaning;
    }

    /** Whether the record itself is at fault, so that the failure tells nothing of the destination. */
    public boolean isOfRecord() {
        return ofRecord;
    }
}
