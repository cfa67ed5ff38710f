package serai;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.Skipped;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;
import serai.testkit.process.SeraiUnderLoad;
import serai.testkit.process.Signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** SIGTERM, under load and before there is any. */
class StopTest {

    /** The defaults' time to drain ({@code serai.servicebus.drain.max.ms}). */
    private static final Duration DRAIN_MAX = Duration.ofSeconds(20);

    private static final int SIGINT = 2;

    @TempDir
    private Path path;
    private SeraiUnderLoad serai;

    @BeforeEach
    void prepare() throws IOException {
        serai = new SeraiUnderLoad(path);
    }

    @AfterEach
    void end() {
        serai.close();
    }

    @Test
    void endsAtOnceWhileItIsStarting() throws Exception {
        SeraiFolder folder = new SeraiFolder(path);
        try (SeraiProcess process = folder.start("run")) {
            await().atMost(30, SECONDS).until(() -> Files.exists(folder.data().resolve("journal.db")));

            assertThat(process.terminate().exitCode()).isEqualTo(143); // which waits for less than Camel would
        }
    }

    @Test
    void endsByControlCWithTheCodeThatTheTableHas() throws Exception {
        Skipped.unless(isInterruptible(), "Ctrl-C was not tried: these tests were started in the background, and so ignore SIGINT");
        SeraiFolder folder = new SeraiFolder(path);
        try (SeraiProcess process = folder.start("run").untilRunning()) {
            Signal.send("INT", List.of(ProcessHandle.of(process.pid()).orElseThrow()));

            int code = process.exitCode();
            assertThat(process.errors()).contains("Serai has stopped.");
            assertThat(code).isEqualTo(130);
            assertThat(Files.readString(Path.of("docs/operating.md"))).contains("| %s | Ended by Ctrl-C".formatted(code));
        }
    }

    private static boolean isInterruptible() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("SigIgn:"))
                .noneMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & 1L << SIGINT - 1) != 0);
    }

    @Test
    void endsCleanlyWhileEventsPourIn() throws Exception {
        serai.begin();
        try (SeraiProcess process = serai.run()) {
            process.runsFor(Duration.ofSeconds(1));
            long begun = System.nanoTime();

            assertThat(process.terminate().exitCode()).isEqualTo(143);

            Duration stopping = Duration.ofNanos(System.nanoTime() - begun);
            System.out.printf("Stopped after %s ms%n", stopping.toMillis());
            assertThat(stopping).isLessThan(DRAIN_MAX);
            assertThat(process.errors().lines().filter(line -> !line.contains("has made a password")).toList())
                    .as(process.errors()).hasSize(2)
                    .last().asString().contains("Serai has stopped.");
            assertThat(serai.broker().deadLettered()).isZero();
        }

        serai.deliversTheRest();
    }
}
