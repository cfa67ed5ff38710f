package serai.destinations.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import serai.journal.FailureClass;

import java.util.Collections;
import java.util.regex.Pattern;

/** The header of a mail, line by line. */
final class HeaderLines {

    /** The end of a line after which no folded one follows. */
    private static final Pattern END = Pattern.compile("\\r?\\n(?![ \\t])|\\r(?!\\n)");

    private HeaderLines() {
    }

    /**
     * Refuses a message in which a value would begin a header line of its own, or the body.
     *
     * @throws SmtpFailureException if there is one; it names the header only
     */
    static void requireWhole(MimeMessage message) throws MessagingException, SmtpFailureException {
        for (Header header : Collections.list(message.getAllHeaders())) {
            if (END.matcher(header.getValue()).find() || END.matcher(header.getName()).find()) {
                throw new SmtpFailureException(FailureClass.REFUSED,
                        "the value of a header of the mail has a line end; nothing was sent: "
                                + "make headers of counts and settings only");
            }
        }
    }
}
