package serai.destinations.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.RejectException;
import serai.journal.attempt.FailureClass;
import serai.testkit.Document;
import serai.testkit.mail.SmtpServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The recipe {@code summary-mail}, against a real SMTP server. */
class SummaryMailTest extends MailedSummary {

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls", "none"})
    void aDaysRecordsAreTheAttachmentOfOneMail(String tls) throws Exception {
        before(tls);
        startWith("learner-a", "learner-b");
        untilDelivered(2);

        assertThat(server.mails).hasSize(1);
        assertThat(server.connections).as("one attempt connects once").hasValue(1);
        assertThat(server.recipients).containsExactly("hr@example.org", "it@example.org");
        MimeMessage mail = server.mails.get(0);
        assertThat(mail.getSubject()).isEqualTo("Learning records of 2026-11-28 (2)");
        assertThat(mail.getHeader("To", ",")).contains("hr@example.org", "it@example.org");
        assertThat(mail.getHeader("From", ",")).isEqualTo("serai@example.org");
        List<BodyPart> parts = SmtpServer.parts(mail);
        assertThat(SmtpServer.text(parts.get(0))).contains("has 2 learning records").doesNotContain("learner-a");
        assertThat(parts.get(1).getFileName()).isEqualTo("learning-records-2026-11-28.csv");
        assertThat(parts.get(1).getContentType()).startsWith("text/csv; charset=UTF-8");
        assertThat(SmtpServer.text(parts.get(1))).startsWith("\ufeff").contains("learner-a", "learner-b");
    }

    @Test
    void noHeaderOfTheRouteLeavesWithTheMail() throws Exception {
        before("starttls");
        startWith("learner-a");
        untilDelivered(1);

        assertThat(server.mails.get(0).getAllHeaders().asIterator()).toIterable().map(header -> header.getName())
                .containsExactlyInAnyOrder("Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type");
    }

    @Test
    void aMailThatIsSentAgainHasTheSameId() throws Exception {
        before("starttls");
        server.whenTaken = value -> {
            server.whenTaken = next -> {
            };
            throw new RejectException(451, "the answer is lost");
        };
        startWith("learner-a");
        untilDelivered(1);

        assertThat(server.mails).hasSize(2);
        assertThat(server.mails.get(0).getMessageID()).isEqualTo(server.mails.get(1).getMessageID())
                .matches("<2026-11-28\\.[0-9a-f-]{36}@serai\\.invalid>");
        assertThat(SmtpServer.text(SmtpServer.parts(server.mails.get(0)).get(1)))
                .isEqualTo(SmtpServer.text(SmtpServer.parts(server.mails.get(1)).get(1)));
    }

    @Test
    void anAddressThatIsNoneStopsTheDestination() throws Exception {
        before("starttls").with(PREFIX + "from", "no address <");
        startWith("learner-a");

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(serai.state().failure())
                .contains("an address of the mail's sender or recipients is not valid; look at from and to");
        assertThat(server.connections).hasValue(0);
    }

    @Test
    void aMailThatIsTooLargeIsDivided() throws Exception {
        before("starttls");
        server.whenData = value -> {
            server.whenData = next -> {
            };
            throw new RejectException(552, "5.3.4 too large");
        };
        startWith("learner-a", "learner-b");
        untilDelivered(2);

        assertThat(server.mails).hasSize(2);
        assertThat(server.mails.get(0).getMessageID()).isNotEqualTo(server.mails.get(1).getMessageID());
    }

    private void setting(String expression, String instead) throws IOException {
        Path route = folder.resolve("serai/routes/destination-summary-mail.camel.yaml");
        assertThat(Files.readString(route)).contains(expression);
        Files.writeString(route, Files.readString(route).replace(expression, instead));
    }

    /** Whoever takes a record's value into a header: in a subject a line end is encoded, elsewhere Camel leaves it out. */
    @ParameterizedTest
    @ValueSource(strings = {"Learning records of ${header.page} (${body.size})", "<${header.page}.${body[0].id}@serai.invalid>"})
    void aLineEndInAHeaderBeginsNoHeaderOfItsOwn(String expression) throws Exception {
        before("starttls");
        setting(expression, "one\\r\\nBcc: all@example.org\\r\\n\\r\\ntext");
        startWith("learner-a");
        untilDelivered(1);

        MimeMessage mail = server.mails.get(0);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(server.recipients).containsExactly("hr@example.org", "it@example.org");
        assertThat(SmtpServer.text(SmtpServer.parts(mail).get(0))).startsWith("The attached file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv\\r\\nBcc: all@example.org", "../a.csv", "a\\\"; b=\\\"c.csv", ""})
    void whatIsNoNameOfAFileNamesNoAttachment(String name) throws Exception {
        before("starttls");
        setting("learning-records-${header.page}.csv", name);
        startWith("learner-a");

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(serai.state().failure()).contains("the header CamelFileName");
        assertThat(server.mails).isEmpty();
    }

    @Test
    void theDocumentSetsWhatTheRouteNeedsAndNothingElse() throws IOException {
        String route = Files.readString(Path.of("docs/destinations/destination-summary-mail.camel.yaml"));
        assertThat(Document.of("docs/destinations.md").settings("summary-mail settings").keySet()).isNotEmpty()
                .allSatisfy(name -> assertThat(route + "{{serai.zone}}").containsPattern(Pattern.quote("{{" + name) + "[:}]"));
    }
}
