package serai.alerts.signs;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.journal.JournalReport;
import serai.journal.JournalSize;
import serai.journal.attempt.FailureClass;
import serai.journal.camel.RunningDeliveries;
import serai.journal.camel.health.StallWatch;
import serai.journal.operations.DeadLetterFilter;
import serai.testkit.SettableClock;
import serai.testkit.http.SelfSigned;
import serai.testkit.journal.OperatedJournal;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** What each sign finds, and what keeps it from being over. */
class SignsTest {

    @TempDir
    private Path folder;

    private static List<String> found(Sign sign) throws Exception {
        List<String> found = new ArrayList<>();
        sign.look(one -> found.add((one.begins() ? "" : "lasts ") + one.name()));
        return found;
    }

    @Test
    void destinationsThatStopAndLagAndHaveDeadLetters() throws Exception {
        try (OperatedJournal serai = new OperatedJournal(folder)) {
            StallWatch stalls = new StallWatch(serai.journal(), serai.journal(), new RunningDeliveries(), serai.clock(),
                    Duration.ofDays(9));
            Sign sign = new DestinationSign(serai.journal(), stalls, Duration.ofMinutes(15), 1);
            OperatedJournal.Fake lrs = serai.destination("lrs");
            lrs.fails(FailureClass.REFUSED, "anna", "ben");
            for (String learner : List.of("anna", "ben", "cleo")) {
                serai.append(completion(learner), "lrs");
            }
            serai.runFor(Duration.ofSeconds(3));
            assertThat(found(sign)).as("two are more than one").containsExactly("dead-letters/lrs");

            lrs.failsEverything(FailureClass.MISCONFIGURED);
            serai.append(completion("dora"), "lrs");
            serai.runFor(Duration.ofSeconds(3));
            assertThat(found(sign)).containsExactlyInAnyOrder("destination-stopped/lrs", "dead-letters/lrs");
            serai.clock().turn(Duration.ofMinutes(10));
            assertThat(found(sign)).contains("lasts destination-lags/lrs");
            serai.clock().turn(Duration.ofMinutes(6));
            assertThat(found(sign)).contains("destination-lags/lrs");

            lrs.isMended();
            serai.runFor(Duration.ofMinutes(2));
            assertThat(found(sign)).as("what was stopped and lagged is over").containsExactly("dead-letters/lrs");
            serai.operations().deadLetters().retry(new DeadLetterFilter("lrs", null, null, null, null), serai.atOnce());
            serai.runFor(Duration.ofMinutes(2));
            assertThat(found(sign)).isEmpty();
        }
    }

    @Test
    void destinationsThatStandStillUntilTheyGoOn() throws Exception {
        try (OperatedJournal serai = new OperatedJournal(folder)) {
            StallWatch stalls = new StallWatch(serai.journal(), serai.journal(), new RunningDeliveries(), serai.clock(),
                    Duration.ofMinutes(2));
            Sign sign = new DestinationSign(serai.journal(), stalls, Duration.ofDays(1), 1);
            serai.destination("lrs");
            serai.append(completion("anna"), "lrs");
            stalls.look();
            assertThat(found(sign)).as("not yet").isEmpty();
            serai.clock().turn(Duration.ofMinutes(3));
            stalls.look();
            assertThat(found(sign)).containsExactly("destination-stalled/lrs");

            serai.runFor(Duration.ofSeconds(3));
            stalls.look();
            assertThat(found(sign)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"84,", "86, lasts journal-full/journal", "90, journal-full/journal", "120, journal-full/journal"})
    void aJournalNearItsBound(long bytes, String expected) throws Exception {
        JournalReport journal = (JournalReport) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{JournalReport.class},
                (proxy, method, arguments) -> new JournalSize(bytes, 100, 0, 0, 0, 0, 0, Map.of(), 0, null));

        assertThat(found(new JournalFullSign(journal, 90))).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void aDiskThatFills() throws Exception {
        assertThat(found(new FileStoreSign(folder, "disk on a", 1))).as("which disk has nothing?")
                .containsExactly("disk-full/disk on a");
        assertThat(found(new FileStoreSign(folder, "disk on a", 150))).as("well below").isEmpty();
    }

    @Test
    void certificatesAndSecretsThatEndSoon() throws Exception {
        SelfSigned certificate = new SelfSigned(folder, "webhook", "EC");
        Path file = Files.writeString(folder.resolve("webhook.pem"), certificate.certificatePem());
        Path none = Files.writeString(folder.resolve("none.pem"), "no certificate");
        Duration before = Duration.ofDays(21);
        SettableClock clock = new SettableClock(certificate.certificate().getNotAfter().toInstant().minus(22, ChronoUnit.DAYS));
        LocalDate secret = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(30);
        Sign sign = new EndingSign(List.of(file, none), EndingSign.secrets(List.of("lrs " + secret)), before, clock);
        assertThat(found(sign)).as("not yet").containsExactly("lasts certificate-ends/" + none);

        clock.turn(Duration.ofDays(2));
        assertThat(found(sign)).contains("certificate-ends/" + file).doesNotContain("secret-ends/lrs");
        clock.turn(Duration.ofDays(40));
        assertThat(found(sign)).contains("certificate-ends/" + file, "secret-ends/lrs");

        Files.writeString(file, "none any more");
        assertThat(found(sign)).as("one that can't be read is neither new nor over").contains("lasts certificate-ends/" + file);
        Files.writeString(file, new SelfSigned(folder, "renewed", "EC", "ip:127.0.0.1", "now", 400).certificatePem());
        Sign renewed = new EndingSign(List.of(file), EndingSign.secrets(List.of("lrs " + secret.plusDays(365))), before, clock);
        assertThat(found(renewed)).as("both are new").isEmpty();
    }

    @Test
    void receiversThatHealthCallsDown() throws Exception {
        boolean[] up = new boolean[1];
        DefaultHealthCheckRegistry checks = new DefaultHealthCheckRegistry();
        checks.register(new AbstractHealthCheck("serai", "receiver:source-mct") {
            @Override
            protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
                builder.message("messages are waiting").state(up[0] ? State.UP : State.DOWN);
            }
        });

        assertThat(found(new ReceiverSign(checks, ""))).containsExactly("receiver-silent/source-mct");
        up[0] = true;
        assertThat(found(new ReceiverSign(checks, ""))).isEmpty();
        assertThat(found(new ReceiverSign(null, ""))).isEmpty();
    }
}
