package serai.destinations.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.attachment.AttachmentMessage;
import serai.journal.attempt.AttemptFailedException;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A step that attaches the body, as text in UTF-8, to the mail that the route makes: Content Enricher (EIP). The header
 * {@code CamelFileName} names it. The body stays as it is; a later step replaces it with the mail's own text.
 */
public final class Attachment implements Processor {

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}/\\\\\":]+");

    private String contentType = "text/csv; charset=UTF-8";

    public void setContentType(String contentType) {
        this.contentType = contentType;
    }

    /** @throws AttemptFailedException if no header names the attachment, or a name has characters that no name of a file has */
    @Override
    public void process(Exchange exchange) throws Exception {
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, "", String.class);
        if (!NAME.matcher(name).matches()) {
            throw AttemptFailedException
                    .misconfigured("the header %s, which names a mail's attachment, is not set or is no name of a file; "
                            .formatted(Exchange.FILE_NAME) + "set it before that step, such as completions-${header.page}.csv");
        }
        byte[] content = exchange.getMessage().getMandatoryBody(String.class).getBytes(StandardCharsets.UTF_8);
        exchange.getMessage(AttachmentMessage.class).addAttachment(name,
                new DataHandler(new ByteArrayDataSource(content, contentType)));
    }
}
