package serai.journal.attempt;

import serai.model.ShowableMessage;

/**
 * An attempt has failed, and the code that throws this knows the class of the failure: a client that has read its server's
 * answer, or that can't work with its settings. The message says what the server answered and what to look at. It quotes
 * nothing else of the answer, which may name people or hold signed addresses.
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
     * A step's refusal of a record because of the record's own content, whatever the destination would answer. The record
     * becomes a dead letter. Such refusals never stop the destination, however many come in a row.
     *
     * @param message as with the constructor
     */
    public static AttemptFailedException ofRecord(String message) {
        return new AttemptFailedException(FailureClass.REFUSED, message, true);
    }

    /** A failure that lasts until somebody has corrected the settings. */
    public static AttemptFailedException misconfigured(String message) {
        return new AttemptFailedException(FailureClass.MISCONFIGURED, message);
    }

    /** The class of this failure. */
    public FailureClass meaning() {
        return meaning;
    }

    /** Whether the record itself is at fault, so that the failure says nothing about the destination. */
    public boolean isOfRecord() {
        return ofRecord;
    }
}
