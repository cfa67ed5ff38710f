package serai.journal;

import org.jspecify.annotations.Nullable;
import serai.model.ShowableMessage;

/**
 * The journal can't be written or read now. The caller must not acknowledge the event, and may try again. Nothing was kept,
 * unless the connection to the database was lost during the commit; if the event was kept then, its repeat is a duplicate.
 */
public class JournalUnavailableException extends RuntimeException implements ShowableMessage {

    /** @param message names the place, the cause and the remedy in one line, without personal data */
    public JournalUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
