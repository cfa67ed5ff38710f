package serai.rehearsal.outside;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.component.mail.MailConfiguration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A mail as it would be sent: its header, its text, and behind that each attachment under its name. */
final class MailRequests {

    private MailRequests() {
    }

    /** @param headers of the message; they become those of the mail */
    static Request of(MailConfiguration mail, Exchange exchange, Map<String, String> headers, String body) {
        headers.putIfAbsent("From", mail.getFrom());
        headers.putIfAbsent("To", mail.getRecipients().getOrDefault(RecipientType.TO, ""));
        StringBuilder text = new StringBuilder(body);
        exchange.getMessage(AttachmentMessage.class).getAttachments()
                .forEach((name, content) -> text.append("\n--- ").append(name).append(" ---\n").append(read(content)));
        return new Request("smtp", "", "%s:%s".formatted(mail.getHost(), mail.getPort()), headers, text.toString(), Map.of(), null);
    }

    private static String read(DataHandler content) {
        try (var in = content.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("what is in memory has no input to fail", e);
        }
    }
}
