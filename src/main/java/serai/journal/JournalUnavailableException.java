package serai.journal;

import serai.model.ShowableMessage;

/** The journal can't keep or read anything now. Nothing was kept; the caller must not acknowledge, and may try again. */
public class JournalUnavailableException extends RuntimeException implements ShowableMessage {

    /** @param message place, cause and remedy in one line, without personal data */
    public JournalUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
