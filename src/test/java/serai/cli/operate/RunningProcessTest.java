package serai.cli.operate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.cli.Main;
import serai.settings.known.RuntimeSetting;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What {@code ./serai status} says of a Serai that runs, stands still, has stopped or was killed. */
class RunningProcessTest {

    @TempDir
    private Path folder;
    private OneDestination serai;

    @BeforeEach
    void start() throws Exception {
        serai = new OneDestination("hr", folder);
        System.setProperty(RuntimeSetting.DATA.key(), serai.data().toString());
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:" + folder.resolve("routes"));
    }

    @AfterEach
    void stop() throws Exception {
        serai.close();
        System.clearProperty(RuntimeSetting.DATA.key());
        System.clearProperty(RuntimeSetting.ROUTES.key());
    }

    private String status() {
        StringWriter out = new StringWriter();
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out)).execute("status");
        return out.toString();
    }

    private Path life() {
        return serai.data().resolve("serai.life");
    }

    @Test
    void saysThatNothingRunsAndSinceWhen() throws Exception {
        serai.withSteps("- log: x").start();
        serai.append("anna");
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(status()).containsPattern("hr +up to date").doesNotContain("Serai is not running"));

        serai.close();

        assertThat(status()).containsPattern(
                "^Serai is not running here since 20\\d\\d-\\d\\d-\\d\\dT\\S+Z\\. Nothing is taken in or delivered here; start it: "
                        + "\\./serai run\n")
                .containsPattern("hr +no Serai delivers to it").doesNotContain("up to date", "delivering");
    }

    @Test
    void saysThatOneWasKilledAndWhenItWasSeenLast() throws Exception {
        serai.withSteps("- log: x").start();
        serai.append("anna");
        await().atMost(30, SECONDS).until(() -> Files.exists(life()));
        String left = Files.readString(life());
        serai.close();
        Files.writeString(life(), left); // as a killed one leaves it

        assertThat(status())
                .containsPattern("^Serai is not running here; it last reported its state at "
                        + "20\\S+Z, and was not stopped cleanly\\.");
    }

    @Test
    void saysThatOneRunsThoughItsLockWasDeleted() throws Exception {
        Process another = new ProcessBuilder("sleep", "60").start();
        try {
            leave(another.pid(), Instant.now(), "\"journal\":\"serai.lock was moved, deleted or replaced\"");
            assertThat(status()).startsWith("Stalled: journal: serai.lock was moved").doesNotContain("Serai is not running");
        } finally {
            another.destroyForcibly().waitFor();
        }
        assertThat(status()).startsWith("Serai is not running here");
    }

    @Test
    void doesNotAskToStartAgainWhatIsStarting() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        leave(ended.pid(), Instant.now().minusSeconds(3600), "");
        try (FileChannel lock = FileChannel.open(serai.data().resolve("serai.lock"), CREATE, WRITE); FileLock held = lock.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(status()).startsWith("Stalled: serai: is starting, or has stalled").doesNotContain("restart it");
        }
    }

    private void leave(long process, Instant at, String stalled) throws Exception {
        serai.withSteps("- log: x").start();
        serai.close();
        Files.writeString(life(),
                "{\"process\":%s,\"at\":\"%s\",\"ended\":false,\"stalled\":{%s}}".formatted(process, at, stalled));
    }

    @Test
    void saysUntilWhenRecordsWaitForTheEndOfTheirPeriod() throws Exception {
        serai.withRoute("destination-hr.camel.yaml", """
                - route:
                    id: destination-hr
                    description: A page a day
                    routeConfigurationId: delivery
                    from:
                      uri: journal:hr
                      parameters:
                        period: day
                      steps:
                        - log: x
                """).start();
        serai.append(Records.completion("anna").withReceivedAt(Instant.now()));

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(status())
                .containsPattern("hr +waits until 20\\d\\d-\\d\\d-\\d\\dT00:00:05Z, the end of its period")
                .containsPattern("hr +1 +0 +1 +0 +0 +0 +0 +0 +0 s"));
    }

    @Test
    void namesADestinationWhoseAttemptDoesNotEnd() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        serai.withStep("step").with("serai.delivery.stalled.ms", "3000")
                .start("step", (org.apache.camel.Processor) exchange -> hanging.await());
        serai.append("anna");

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(status())
                .contains("Stalled: destination hr: an attempt has been under way since")
                .containsPattern("hr +stalled: an attempt has been under way since"));

        hanging.countDown();
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(status()).containsPattern("hr +up to date").doesNotContain("Stalled"));
    }
}
