package serai.bench.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import serai.bench.load.Wrk;
import serai.bench.machine.Child;
import serai.bench.machine.Workplace;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** On the disk of target, since a file system in memory counts no bytes written. */
class CostTest {

    private static final int BYTES = 1 << 20;
    private static final int EVENTS = 8;
    /** In microseconds an event: /proc counts on between the reading of a process and that of its threads. */
    private static final double A_TICK_AT_EACH_END = 2 * 10_000.0 / EVENTS;

    private Path folder;
    private Child process;

    @BeforeAll
    static void isTriedOnLinuxOnly() {
        Skipped.unless(OS.LINUX.isCurrentOs(), "NOT TRIED: what an event costs; only Linux counts it by process");
    }

    @BeforeEach
    void startsAProcessThatWritesWhenItIsTold() throws IOException {
        folder = Files.createTempDirectory(PrivateFolder.make(Path.of("target")).toAbsolutePath(), "cost");
        String work = """
                while [ ! -e go ]; do :; done
                i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done
                printf %%%ds x >written
                : >done
                while :; do sleep 1; done
                """.formatted(BYTES);
        process = new Child("writer", folder, Map.of(), List.of("sh", "-c", work), folder.resolve("log"));
    }

    @AfterEach
    void endsIt() throws IOException {
        process.close();
        Workplace.delete(folder);
    }

    @Test
    void isTheCpuByThreadAndTheBytesWrittenOfARoundDividedByItsEvents() throws Exception {
        JsonNode cost = costOfARound().json();

        assertThat(cost.path("bytes_written").asLong()).isBetween(BYTES / EVENTS * 1L, BYTES / EVENTS * 2L);
        assertThat(cost.path("cpu_us_by_thread").path("sh").asDouble()).isPositive()
                .isCloseTo(cost.path("cpu_us").asDouble(), within(A_TICK_AT_EACH_END));
    }

    @Test
    void forgetsTheRoundsBeforeItWasCleared() throws Exception {
        Cost cost = costOfARound();

        cost.clear();
        cost.of(() -> new Wrk.Load(1, EVENTS));

        assertThat(cost.json().path("bytes_written").asLong()).isZero();
    }

    private Cost costOfARound() throws IOException, InterruptedException {
        Cost cost = new Cost(process);
        cost.of(() -> {
            Files.createFile(folder.resolve("go"));
            process.until("its work", () -> Files.exists(folder.resolve("done")));
            return new Wrk.Load(1, EVENTS);
        });
        return cost;
    }
}
