package serai.destinations.mail;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.doctor.Observed;
import serai.doctor.network.MailExamination;
import serai.testkit.FreePort;
import serai.testkit.http.SelfSigned;
import serai.testkit.mail.SmtpServer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What {@code ./serai doctor} says of a mail server that works, and of one that does not, each really so. */
class ExaminedMailServerTest {

    private static final String SET = "the address in a route";

    @TempDir
    private Path folder;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MailServer bean = new MailServer();
    private SelfSigned certificate;
    private SmtpServer server;

    @BeforeEach
    void prepare() throws Exception {
        certificate = new SelfSigned(folder, "known", "EC");
        bean.setFrom("serai@example.org");
        bean.setTo("hr@example.org");
        bean.setUsername(SmtpServer.USER);
        bean.setPassword(SmtpServer.PASSWORD);
        bean.setAuthorities(Files.writeString(folder.resolve("known.pem"), certificate.certificatePem()).toString());
        context.getRegistry().bind("mail", bean);
        context.start();
    }

    @AfterEach
    void close() {
        context.stop();
        if (server != null) {
            server.close();
        }
    }

    private void serve(boolean encrypted, boolean startTls) throws Exception {
        server = new SmtpServer(certificate, encrypted, startTls);
    }

    private List<String> observed(String host, int port) throws InterruptedException {
        MailServerEndpoint endpoint = context.getEndpoint("mail:%s:%s".formatted(host, port), MailServerEndpoint.class);
        return Observed.by(new MailExamination("summary-mail", endpoint, Clock.systemUTC(), SET));
    }

    private List<String> observed() throws InterruptedException {
        return observed("127.0.0.1", server.port());
    }

    /** An address is logged. */
    @Test
    void credentialsOnTheAddressAreRefusedAndNotRepeated() {
        assertThatThrownBy(() -> context.getEndpoint("mail:serai:geheim-1@smtp.example.org")).hasMessageNotContaining("geheim-1")
                .rootCause()
                .hasMessage("credentials stand in the address of a mail server; put them into its bean");
    }

    @Test
    void aFileOfAuthoritiesThatIsNotThereIsTold() throws Exception {
        serve(false, true);
        bean.setAuthorities(folder.resolve("missing.pem").toString());

        assertThat(observed()).last().isEqualTo("fail sign-in: the authorities of a mail server's bean: %s can't be used; give a "
                .formatted(folder.resolve("missing.pem")) + "PEM file with the certificates of the authorities to trust");
    }

    @Test
    void oneThatWorksIsSignedInToAndGetsNoMail() throws Exception {
        serve(false, true);

        assertThat(observed()).hasSize(3).last().isEqualTo("ok sign-in: Serai is let in; no mail was sent");
        assertThat(observed()).element(1).asString().matches("(ok|warn) TLS: STARTTLS, the certificate is valid until .*");
        assertThat(server.mails).isEmpty();
        assertThat(server.signIns.get()).isPositive();
    }

    @Test
    void oneThatIsEncryptedFromTheBeginningIsToldSo() throws Exception {
        serve(true, false);
        bean.setTls("tls");

        assertThat(observed()).element(1).asString().matches("(ok|warn) TLS: TLS, the certificate is valid until .*");
    }

    @Test
    void aWrongPasswordIsTold() throws Exception {
        serve(false, true);
        bean.setPassword("another");

        assertThat(observed()).last().asString().startsWith("fail sign-in: the mail server answered 535")
                .endsWith("look at username and password").doesNotContain("another");
    }

    @Test
    void oneWithoutStartTlsGetsNoPassword() throws Exception {
        serve(false, false);

        assertThat(observed()).last().asString().startsWith("fail sign-in: the mail server does not offer STARTTLS; use a port");
        assertThat(server.signIns.get()).isZero();
    }

    @Test
    void aCertificateThatNobodyTrustsIsTold() throws Exception {
        serve(false, true);
        bean.setAuthorities("");

        assertThat(observed()).last().asString().startsWith("fail TLS: ");
        assertThat(server.signIns.get()).isZero();
    }

    @Test
    void aServerThatIsAwayIsTold() throws Exception {
        int port = FreePort.number();

        assertThat(observed("127.0.0.1", port)).containsExactly(
                "fail port: 127.0.0.1:%s refuses connections; start the server, or correct %s".formatted(port, SET));
    }
}
