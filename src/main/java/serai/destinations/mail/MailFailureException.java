package serai.destinations.mail;

import serai.journal.attempt.FailureClass;
import serai.model.ShowableMessage;

/**
 * A mail server has refused something, or can't be used as it is set. The message has its status and what to look at, and
 * nothing that the server said besides: that may name people.
 */
public final class MailFailureException extends Exception implements ShowableMessage {

    private final FailureClass meaning;

    MailFailureException(FailureClass meaning, String message) {
        super(message);
        this.meaning = meaning;
    }

    static MailFailureException misconfigured(String message) {
        return new MailFailureException(FailureClass.MISCONFIGURED, message);
    }

    /** The class of this failure. */
    public FailureClass meaning() {
        return meaning;
    }
}
