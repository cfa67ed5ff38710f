package serai.model;

/** What an exception tells, for a line of text. Whether it may be shown is another matter: {@link ShowableMessage}. */
public final class FailureText {

    private FailureText() {
    }

    /** The first line of the message, since further lines may quote values; the name of the class where there is no message. */
    public static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    /** The cause that has none itself. */
    public static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The {@link #firstLine} of the {@link #innermost} cause. */
    public static String innermostLine(Throwable failure) {
        return firstLine(innermost(failure));
    }
}
