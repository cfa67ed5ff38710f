package serai.destinations.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.RejectException;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.testkit.Document;
import serai.testkit.FreePort;
import serai.testkit.Logged;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.http.SelfSigned;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The recipe {@code summary-mail}, against a real SMTP server. */
class SummaryMailTest {

    private static final Instant MORNING = Instant.parse("2026-11-29T06:00:05Z");
    private static final String PREFIX = "serai.destination.summary-mail.";

    @TempDir
    private static Path certificates;
    private static SelfSigned known;
    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-28T10:00:00Z"));
    private SmtpServer server;
    private OneDestination serai;

    @BeforeAll
    static void make() throws Exception {
        known = new SelfSigned(certificates, "known", "EC");
    }

    @AfterEach
    void close() {
        if (serai != null) {
            serai.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** Before a server with this encryption. */
    private OneDestination before(String tls) throws Exception {
        server = new SmtpServer(known, tls.equals("tls"), tls.equals("starttls"));
        serai = new OneDestination("summary-mail", folder.resolve("serai")).withShipped("summary.txt.mustache")
                .with(PREFIX + "host", "127.0.0.1").with(PREFIX + "port", server.port()).with(PREFIX + "tls", tls)
                .with(PREFIX + "from", "serai@example.org").with(PREFIX + "to", "hr@example.org, it@example.org")
                .with(PREFIX + "username", SmtpServer.USER).with(PREFIX + "password", SmtpServer.PASSWORD)
                .with(PREFIX + "tls.authorities", write("authority.pem", known.certificatePem()));
        return serai;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void startWith(String... learners) throws Exception {
        serai.start("clock", clock);
        append(learners);
        clock.turn(Duration.between(clock.instant(), MORNING));
    }

    private void append(String... learners) {
        serai.append(Stream.of(learners).map(Records::completion).map(record -> record.withReceivedAt(clock.instant()))
                .toArray(LearningRecord[]::new));
    }

    /** The clock goes on, so that back-offs end. */
    private void untilDelivered(int records) {
        await().atMost(30, SECONDS).untilAsserted(() -> {
            clock.turn(Duration.ofSeconds(1));
            assertThat(serai.balance().delivered()).isEqualTo(records);
        });
    }

    private void untilFailed() {
        await().atMost(30, SECONDS).until(() -> serai.state().isTroubled());
    }

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
    void aServerThatIsDownGetsTheMailLater() throws Exception {
        before("starttls").with(PREFIX + "port", FreePort.number());
        startWith("learner-a");
        untilFailed();

        assertThat(serai.state().stopped()).isNull();
        assertThat(serai.state().failure()).contains("ConnectException");
    }

    @ParameterizedTest
    @CsvSource({"421", "450", "451", "452"})
    void whatIsRefusedForNowIsTriedAgain(int status) throws Exception {
        before("starttls");
        server.whenRecipient = address -> {
            server.whenRecipient = next -> {
            };
            throw new RejectException(status, "4.3.0 later, " + address);
        };
        startWith("learner-a");
        untilDelivered(1);

        assertThat(server.mails).hasSize(1);
        assertThat(server.connections).hasValue(2);
    }

    /** A busy server says so instead of its greeting, or has no use for us. */
    @ParameterizedTest
    @CsvSource({"421 4.3.2 busy,unavailable", "554 5.7.1 go away,forbidden"})
    void aServerThatDoesNotGreetIsToldByItsStatus(String greeting, String failure) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(listening, greeting));
            answering.start();
            before("starttls").with(PREFIX + "port", listening.getLocalPort());
            startWith("learner-a");
            untilFailed();

            assertThat(serai.state().failure()).contains("the mail server answered " + greeting.substring(0, 3))
                    .endsWith("to the connection");
            assertThat(serai.state().stopped() == null ? "unavailable" : serai.state().stopped().word()).isEqualTo(failure);
        }
    }

    private static void answer(ServerSocket listening, String greeting) {
        while (!listening.isClosed()) {
            try (Socket connected = listening.accept()) {
                connected.getOutputStream().write((greeting + "\r\n").getBytes(US_ASCII));
            } catch (IOException e) {
                // the client has gone, or the test is over
            }
        }
    }

    @Test
    void anAddressThatIsNoneStopsTheDestination() throws Exception {
        before("starttls").with(PREFIX + "from", "no address <");
        startWith("learner-a");

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(serai.state().failure()).contains("an address of the mail's sender or recipients is none; look at from and to");
        assertThat(server.connections).hasValue(0);
    }

    /** The address is a setting's, so no record is at fault. */
    @Test
    void anAddressThatTheServerRefusesStopsTheDestinationAndIsNotLogged() throws Exception {
        try (Logged logged = new Logged()) {
            before("starttls");
            server.whenRecipient = address -> {
                throw new RejectException(550, "5.1.1 <" + address + "> nobody of that name");
            };
            startWith("learner-a", "learner-b");

            serai.untilStopped(FailureClass.MISCONFIGURED);
            assertThat(serai.state().failure())
                    .contains("the mail server answered 550 5.1.1 to a recipient's address; look at to of");
            assertThat(logged.lines()).anyMatch(line -> line.contains("answered 550 5.1.1"))
                    .noneMatch(line -> line.contains("@example.org") || line.contains(SmtpServer.PASSWORD));
            assertThat(serai.context().getEndpoints()).noneMatch(endpoint -> endpoint.getEndpointUri().contains("@")
                    || endpoint.getEndpointUri().contains(SmtpServer.PASSWORD));
        }
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

    @Test
    void aWrongPasswordStopsTheDestination() throws Exception {
        before("starttls").with(PREFIX + "password", "another one");
        startWith("learner-a");

        serai.untilStopped(FailureClass.FORBIDDEN);
        assertThat(serai.state().failure()).contains("answered 535", "to the sign-in").doesNotContain("another one", "such user");
    }

    @Test
    void aServerWithoutStarttlsGetsNothing() throws Exception {
        before("none").with(PREFIX + "tls", "starttls");
        startWith("learner-a");

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(serai.state().failure()).contains("does not offer STARTTLS");
        assertThat(server.mails).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void aServerWhoseCertificateNobodyVouchesForGetsNothing(String tls) throws Exception {
        before(tls).with(PREFIX + "tls.authorities", "");
        startWith("learner-a");

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(server.mails).isEmpty();
        assertThat(server.connections).as("one attempt connects once").hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"missing.pem,", "broken.pem,-----BEGIN CERTIFICATE-----"})
    void aFileOfAuthoritiesThatCantBeUsedStopsTheDestinationAndIsNamed(String name, String content) throws Exception {
        before("starttls").with(PREFIX + "tls.authorities", folder.resolve(name));
        if (content != null) {
            write(name, content);
        }
        startWith("learner-a");

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(serai.state().failure()).contains("the authorities of a mail server's bean",
                name + " can't be used; give a PEM");
        assertThat(server.connections).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void aServerWithACertificateForAnotherNameGetsNothing(String tls) throws Exception {
        before(tls).with(PREFIX + "host", "localhost");
        startWith("learner-a");

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(server.mails).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "tls"})
    void aServerThatHangsIsGivenUpAfterTheTimeOfAnAttempt(String tls) throws Exception {
        CountDownLatch ends = new CountDownLatch(1);
        before(tls).with(PREFIX + "attempt.max.ms", 1_500);
        server.whenData = value -> {
            try {
                ends.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        startWith("learner-a");
        untilFailed();
        ends.countDown();

        assertThat(serai.state().stopped()).isNull();
        assertThat(serai.state().failure()).contains("has taken longer than 1500 ms");
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
