package serai.journal;

import org.jspecify.annotations.Nullable;
import serai.model.ShowableMessage;

/** The journal can't be written or read now. It kept nothing: the caller must not acknowledge the event, and may try again. */
public class JournalUnavailableException extends RuntimeException implements ShowableMessage {

    /** @param message names the place, the cause and the remedy in one line, without personal data */
    public JournalUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
