package serai.destinations.blob;

import serai.journal.attempt.FailureClass;
import serai.model.ShowableMessage;

/**
 * Azure Blob Storage has refused something, or can't be used as it is set. The message has its status and its code for the error,
 * and nothing that it said besides: that may hold signed addresses.
 */
public final class BlobFailureException extends Exception implements ShowableMessage {

    private final FailureClass meaning;

    BlobFailureException(FailureClass meaning, String message) {
        super(message);
        this.meaning = meaning;
    }

    static BlobFailureException misconfigured(String message) {
        return new BlobFailureException(FailureClass.MISCONFIGURED, message);
    }

    /** The class of this failure. */
    public FailureClass meaning() {
        return meaning;
    }
}
