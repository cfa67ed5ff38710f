package serai.destinations.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ParseException;
import org.apache.camel.util.ObjectHelper;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import serai.journal.attempt.AttemptFailedException;
import serai.journal.attempt.FailureClass;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Classifies a failure of SMTP: by the status of the server's answer (RFC 5321, 4954 and 3463), and by what it answered to. */
public final class MailFailure {

    private static final Pattern ENHANCED = Pattern.compile("\\b[245]\\.\\d{1,3}\\.\\d{1,3}\\b");
    private static final Pattern LEADING = Pattern.compile("^(\\d{3})\\b");
    /** What the client says where the connection has ended without an answer. */
    private static final Pattern WITHOUT_ANSWER = Pattern.compile("\\[EOF\\]|, response: -1$");
    private static final int NEGATIVE = 400;
    private static final int PERMANENT = 500;
    private static final int TOO_LARGE = 552;

    private MailFailure() {
    }

    /** The class of the failure; empty if it is not a failure of SMTP, or is one of the connection or of TLS. */
    public static Optional<FailureClass> meaning(Throwable failure) {
        return ObjectHelper.getException(MessagingException.class, failure) == null
                || ObjectHelper.getException(IOException.class, failure) != null
                        ? Optional.empty() : Optional.of(told(failure, 0).meaning());
    }

    /**
     * The exception to report.
     *
     * @param status of the server's last answer; -1 if it was none of SMTP, 0 if that is not known
     * @return the failure itself if it is one of the connection or of TLS
     */
    static Exception of(MessagingException failure, int status) {
        return ObjectHelper.getException(IOException.class, failure) != null ? failure : told(failure, status);
    }

    private static AttemptFailedException told(Throwable failure, int lastStatus) {
        SMTPAddressFailedException recipient = ObjectHelper.getException(SMTPAddressFailedException.class, failure);
        if (recipient != null && recipient.getReturnCode() >= NEGATIVE) {
            return ofAddress(recipient.getReturnCode(), recipient, "a recipient's address", "to");
        }
        SMTPSenderFailedException sender = ObjectHelper.getException(SMTPSenderFailedException.class, failure);
        if (sender != null && sender.getReturnCode() >= NEGATIVE) {
            return ofAddress(sender.getReturnCode(), sender, "the sender's address", "from");
        }
        SMTPSendFailedException send = ObjectHelper.getException(SMTPSendFailedException.class, failure);
        if (send != null && send.getReturnCode() >= NEGATIVE) {
            return answered(send.getReturnCode(), send, "the message", FailureClass.REFUSED, "");
        }
        AuthenticationFailedException signIn = ObjectHelper.getException(AuthenticationFailedException.class, failure);
        int status = lastStatus >= NEGATIVE ? lastStatus : leading(failure);
        if (status < NEGATIVE && (lastStatus < 0 || isWithoutAnswer(failure))) {
            return new AttemptFailedException(FailureClass.UNAVAILABLE,
                    "the mail server has closed the connection, or its answer is not SMTP; if that lasts, look at host and port");
        }
        if (signIn != null) {
            return status < NEGATIVE
                    ? AttemptFailedException.misconfigured("the mail server offers no way to sign in that can be used "
                            + "here; remove username and password, or set tls")
                    : answered(status, signIn, "the sign-in", FailureClass.FORBIDDEN,
                            "; look at username and password");
        }
        if (ObjectHelper.getException(ParseException.class, failure) != null) {
            return AttemptFailedException
                    .misconfigured("an address of the mail's sender or recipients is not valid; look at from and to");
        }
        return status < NEGATIVE
                ? AttemptFailedException.misconfigured("the mail server does not offer STARTTLS; use a port where it "
                        + "does, or tls: tls with the port where the connection is encrypted from its beginning")
                : answered(status, failure, "the connection", FailureClass.FORBIDDEN, "");
    }

    /** Addresses come from settings, so none of the records is at fault, unless the whole is too large. */
    private static AttemptFailedException ofAddress(int status, Throwable failure, String what, String property) {
        return status == TOO_LARGE ? answered(status, failure, "the message", FailureClass.REFUSED, "")
                : answered(status, failure, what, FailureClass.MISCONFIGURED,
                        "; look at %s of the mail server's bean".formatted(property));
    }

    private static AttemptFailedException answered(int status, Throwable failure, String what, FailureClass permanent,
            String remedy) {
        Matcher enhanced = ENHANCED.matcher(String.valueOf(failure.getMessage()));
        String told = "the mail server answered %s%s to %s".formatted(status, enhanced.find() ? " " + enhanced.group() : "", what);
        return status < PERMANENT ? new AttemptFailedException(FailureClass.UNAVAILABLE, told)
                : new AttemptFailedException(permanent, told + remedy);
    }

    private static boolean isWithoutAnswer(Throwable failure) {
        MessagingException told = ObjectHelper.getException(MessagingException.class, failure);
        return told != null && WITHOUT_ANSWER.matcher(String.valueOf(told.getMessage())).find();
    }

    private static int leading(Throwable failure) {
        Matcher status = LEADING.matcher(String.valueOf(failure.getMessage()));
        return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }
}
