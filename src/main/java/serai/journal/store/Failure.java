package serai.journal.store;

import org.jspecify.annotations.Nullable;
import serai.journal.attempt.FailureClass;
import serai.journal.attempt.SentRequest;
import serai.model.FailureText;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Why a destination has not taken records.
 *
 * @param failureClass says what Serai does next
 * @param at           when the attempt failed
 * @param reason       in one line, without secrets. A database may quote a record's values in it: it is stored, and
 *                     {@link #loggable} gives the part that may be logged
 * @param status       the HTTP answer's status; null if there was no answer
 * @param answer       the beginning of the answer's body; null if there was none
 * @param translated   what was sent, as the route had translated it; null if it failed before the translation
 * @param mapping      the version of that translation; null if the route names none
 * @param retryAfter   the earliest time at which the destination wants to be asked again; null if it has named none
 * @param request      how the record left; null if nothing was sent, and for several records together
 * @param ofRecord     whether a step of the route has refused the record because of its own content: that says nothing about
 *                     the destination
 */
public record Failure(FailureClass failureClass, Instant at, String reason, @Nullable Integer status, @Nullable String answer,
        @Nullable String translated, @Nullable String mapping, @Nullable Instant retryAfter,
        @Nullable SentRequest request, boolean ofRecord) {

    private static final int REASON_MAX = 500;
    /** Begins the part of a reason that may quote a record. */
    private static final String QUOTES = " \u00bb ";
    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]*@");
    private static final Pattern SECRET =
            Pattern.compile("(?i)(password|passwd|pwd|secret|token|signature|sig|sharedaccesskey|authorization)=[^&;\\s]*");

    private static final Pattern OF_DESTINATION =
            Pattern.compile(
                    "\\w*(SQL|Sqlite|Connect|Socket|Timeout|Host|Http|Protocol|SSL|IO|Token|Answer|Archive|Template|FailedStep|JSch|Sftp|AttemptFailed)\\w*Exception"
                            + "|NoClassDefFoundError|NoSuch\\w+Error");

    /** Exceptions whose message is a sentence for an operator, so that their class name is left out. */
    private static final Pattern OURS =
            Pattern.compile(
                    "^(?:UnexpectedAnswer|ArchiveAltered|TokenRefused|UnusableTemplate|AttemptFailed|FailedStep)Exception: |^IOException: (?=an attempt )");

    /** Exceptions about a record whose message is such a sentence too: it quotes nothing of the record. */
    private static final Pattern OF_RECORD =
            Pattern.compile("^(?:UntranslatableRecord|BodyTooLarge|AttemptFailed|FailedStep)Exception: ");

    /** A failure of a record that was not sent, or of several records. */
    public Failure(FailureClass failureClass, Instant at, String reason, @Nullable Integer status, @Nullable String answer,
            @Nullable String translated, @Nullable String mapping, @Nullable Instant retryAfter) {
        this(failureClass, at, reason, status, answer, translated, mapping, retryAfter, null);
    }

    /** A failure that may be the destination's. */
    public Failure(FailureClass failureClass, Instant at, String reason, @Nullable Integer status, @Nullable String answer,
            @Nullable String translated, @Nullable String mapping, @Nullable Instant retryAfter, @Nullable SentRequest request) {
        this(failureClass, at, reason, status, answer, translated, mapping, retryAfter, request, false);
    }

    /** A failure of which only the cause is known. */
    public static Failure of(FailureClass failureClass, Instant at, Throwable cause) {
        return new Failure(failureClass, at, inOneLine(cause), null, null, null, null, null);
    }

    /** The innermost cause's class and the first line of its message: of bounded length, secrets replaced by asterisks. */
    public static String inOneLine(Throwable failure) {
        Throwable cause = FailureText.innermost(failure);
        String message = cause.getMessage() == null ? "" : ": " + FailureText.firstLine(cause);
        return cut(withoutSecrets(cause.getClass().getSimpleName() + message));
    }

    /**
     * The reason of a failure of a step of the route.
     *
     * @param told   where and why; it quotes nothing of a record
     * @param quoted what the step's exception says itself; null if it says nothing
     */
    public static String ofStep(Class<?> exception, String told, @Nullable String quoted) {
        return cut(withoutSecrets(exception.getSimpleName() + ": " + told + (quoted == null ? "" : QUOTES + quoted)));
    }

    private static String cut(String line) {
        return line.length() > REASON_MAX ? line.substring(0, REASON_MAX - 1) + "…" : line;
    }

    /** The text with user names, passwords and keys in addresses replaced by asterisks. */
    public static String withoutSecrets(String text) {
        return SECRET.matcher(USER_INFO.matcher(text).replaceAll("://***@")).replaceAll("$1=***");
    }

    /**
     * The part of the failure that may be logged. A refusal or a conflict is logged by its class and status. A failure of the
     * destination (an HTTP status, a failure of the network or of a database) is logged with its reason. Any other exception
     * may quote a record in its message, so only its class name is logged.
     */
    public String loggable() {
        String reason = this.reason.split(QUOTES, 2)[0];
        if (failureClass == FailureClass.REFUSED || failureClass == FailureClass.CONFLICT) {
            return failureClass.word() + (status != null ? " with status " + status
                    : OF_RECORD.matcher(reason).lookingAt() ? ": " + OF_RECORD.matcher(reason).replaceFirst("") : "");
        }
        return status != null || OF_DESTINATION.matcher(reason).lookingAt() ? OURS.matcher(reason).replaceFirst("")
                : reason.split(":", 2)[0];
    }

    /** Whether a step has refused the record itself, which says nothing about the destination. */
    public boolean refusesRecordItself() {
        return ofRecord && failureClass == FailureClass.REFUSED;
    }

    /** The class, and the part of the failure that may be logged. */
    public String loggableWithClass() {
        String told = loggable();
        return told.startsWith(failureClass.word()) ? told : failureClass.word() + ": " + told;
    }
}
