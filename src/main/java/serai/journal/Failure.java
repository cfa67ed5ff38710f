package serai.journal;

/** Why something failed, in one line that a person can act on. */
final class Failure {

    private static final int LENGTH_MAX = 300;

    private Failure() {
    }

    /** The innermost cause's class and the first line of its message, cut to a bounded length. */
    static String inOneLine(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? "" : ": " + cause.getMessage().lines().findFirst().orElse("");
        String line = cause.getClass().getSimpleName() + message;
        return line.length() > LENGTH_MAX ? line.substring(0, LENGTH_MAX - 1) + "…" : line;
    }
}
