package serai.journal;

import serai.model.ShowableMessage;

/** This one record can't be kept, however often it is tried, while others can: its source treats it as unreadable. */
public final class RecordRefusedException extends RuntimeException implements ShowableMessage {

    /** @param message the database's reason, without personal data */
    public RecordRefusedException(String message) {
        super(message, null, false, false); // the broker's dead letters would have the stack trace as their description
    }
}
