package serai.model;

/** Texts about an exception, for one line of a message. {@link ShowableMessage} decides whether they may be shown to others. */
public final class FailureText {

    private FailureText() {
    }

    /** The first line of the message, because further lines may quote values; the class's name if there is no message. */
    public static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    /** The last exception in the chain of causes. */
    public static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The {@link #firstLine} of the message of the {@link #innermost} cause. */
    public static String innermostLine(Throwable failure) {
        return firstLine(innermost(failure));
    }
}
