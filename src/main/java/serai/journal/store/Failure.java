package serai.journal.store;

import serai.journal.FailureClass;
import serai.model.FailureText;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Why records were not taken.
 *
 * @param kind       what it means
 * @param at         when it happened
 * @param reason     in one line; without secrets, but a database may quote values in it, so it is stored and not logged
 *                   unless its kind says that no record is meant
 * @param status     the status of an HTTP answer; null where there was none
 * @param answer     the beginning of the answer's body; null where there was none
 * @param translated what was sent, as the route had translated it; null where it was not yet
 * @param mapping    the version of that translation; null where none was told
 * @param retryAfter when the destination wants to be asked again; null where it has not said so
 */
public record Failure(FailureClass kind, Instant at, String reason, Integer status, String answer, String translated,
                      String mapping, Instant retryAfter) {

    private static final int REASON_MAX = 500;
    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]*@");
    private static final Pattern SECRET =
            Pattern.compile("(?i)(password|passwd|pwd|secret|token|signature|sig|sharedaccesskey|authorization)=[^&;\\s]*");

    private static final Pattern OF_DESTINATION =
            Pattern.compile("\\w*(SQL|Sqlite|Connect|Socket|Timeout|Host|Http|Protocol|SSL|IO|Token|Answer|Archive)\\w*Exception"
                    + "|NoClassDefFoundError|NoSuch\\w+Error");

    /** Of these the message is a sentence for an operator, and their name adds nothing. */
    private static final Pattern OURS = Pattern.compile("^(?:UnexpectedAnswer|ArchiveAltered|TokenRefused)Exception: |^IOException: (?=an attempt )");

    /** A failure of which nothing is known but its cause. */
    public static Failure of(FailureClass kind, Instant at, Throwable cause) {
        return new Failure(kind, at, inOneLine(cause), null, null, null, null, null);
    }

    /** The innermost cause's class and the first line of its message: of bounded length, secrets blotted out. */
    public static String inOneLine(Throwable failure) {
        Throwable cause = FailureText.innermost(failure);
        String message = cause.getMessage() == null ? "" : ": " + FailureText.firstLine(cause);
        String line = withoutSecrets(cause.getClass().getSimpleName() + message);
        return line.length() > REASON_MAX ? line.substring(0, REASON_MAX - 1) + "…" : line;
    }

    /** The text with user names, passwords and keys in addresses blotted out. */
    public static String withoutSecrets(String text) {
        return SECRET.matcher(USER_INFO.matcher(text).replaceAll("://***@")).replaceAll("$1=***");
    }

    /**
     * What may be logged of it. The reason is, where it is about the destination: an HTTP status, or what the network or a
     * database says. What else has been thrown may quote a record in its message, so only its class is told.
     */
    public String loggable() {
        if (kind == FailureClass.REFUSED || kind == FailureClass.CONFLICT) {
            return kind.word() + (status == null ? "" : " with status " + status);
        }
        return status != null || OF_DESTINATION.matcher(reason).lookingAt() ? OURS.matcher(reason).replaceFirst("") : reason.split(":", 2)[0];
    }
}
