package serai.destinations.mail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.RejectException;
import serai.journal.attempt.FailureClass;
import serai.testkit.FreePort;
import serai.testkit.Logged;
import serai.testkit.mail.SmtpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** A mail server that is down, refuses, hangs, or is not the one that it should be. */
class MailServerFaultsTest extends MailedSummary {

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

    /** As one that is too busy to say so, or a balancer with none behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "220 mail.example.org\r\n"})
    void aServerThatHangsUpGetsTheMailLater(String before) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> hangUp(listening, before));
            answering.start();
            before("starttls").with(PREFIX + "port", listening.getLocalPort());
            startWith("learner-a");
            untilFailed();

            assertThat(serai.state().stopped()).isNull();
            assertThat(serai.state().failure()).contains("the mail server has closed the connection");
        }
    }

    /** Ends its side after these words, and reads what still comes, so that the client finds an end and not a broken connection. */
    private static void hangUp(ServerSocket listening, String words) {
        while (!listening.isClosed()) {
            try (Socket connected = listening.accept()) {
                connected.getOutputStream().write(words.getBytes(US_ASCII));
                connected.shutdownOutput();
                connected.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // the client has gone, or the test is over
            }
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
}
