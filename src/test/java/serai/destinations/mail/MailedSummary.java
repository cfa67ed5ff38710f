package serai.destinations.mail;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import serai.model.LearningRecord;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.http.SelfSigned;
import serai.testkit.mail.SmtpServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The recipe {@code summary-mail} before a real SMTP server. */
abstract class MailedSummary {

    static final Instant MORNING = Instant.parse("2026-11-29T06:00:05Z");
    static final String PREFIX = "serai.destination.summary-mail.";

    @TempDir
    static Path certificates;
    static SelfSigned known;
    @TempDir
    Path folder;
    final SettableClock clock = new SettableClock(Instant.parse("2026-11-28T10:00:00Z"));
    SmtpServer server;
    OneDestination serai;

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
    OneDestination before(String tls) throws Exception {
        server = new SmtpServer(known, tls.equals("tls"), tls.equals("starttls"));
        serai = new OneDestination("summary-mail", folder.resolve("serai")).withShipped("summary.txt.mustache")
                .with(PREFIX + "host", "127.0.0.1").with(PREFIX + "port", server.port()).with(PREFIX + "tls", tls)
                .with(PREFIX + "from", "serai@example.org").with(PREFIX + "to", "hr@example.org, it@example.org")
                .with(PREFIX + "username", SmtpServer.USER).with(PREFIX + "password", SmtpServer.PASSWORD)
                .with(PREFIX + "tls.authorities", write("authority.pem", known.certificatePem()));
        return serai;
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    void startWith(String... learners) throws Exception {
        serai.start("clock", clock);
        append(learners);
        clock.turn(Duration.between(clock.instant(), MORNING));
    }

    void append(String... learners) {
        serai.append(Stream.of(learners).map(Records::completion).map(record -> record.withReceivedAt(clock.instant()))
                .toArray(LearningRecord[]::new));
    }

    /** The clock goes on, so that back-offs end. */
    void untilDelivered(int records) {
        await().atMost(30, SECONDS).untilAsserted(() -> {
            clock.turn(Duration.ofSeconds(1));
            assertThat(serai.balance().delivered()).isEqualTo(records);
        });
    }

    void untilFailed() {
        await().atMost(30, SECONDS).until(() -> serai.state().isTroubled());
    }
}
