package serai.journal;

import serai.model.ShowableMessage;

/**
 * The journal can't keep this record, however often it is tried, but can keep others. The source treats the event as
 * unreadable.
 */
public final class RecordRefusedException extends RuntimeException implements ShowableMessage {

    /** @param message the database's reason, without personal data */
    public RecordRefusedException(String message) {
        super(message, null, false, false); // a stack trace would become the description of the broker's dead letter
    }
}
