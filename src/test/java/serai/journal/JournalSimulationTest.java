package serai.journal;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Many episodes, each with a seed of its own. {@code -Dseed=} runs one episode again; {@code -Dserai.simulation.seconds=}
 * says for how long to go on.
 */
class JournalSimulationTest {

    private static final int STEPS = 500;

    @Test
    void nothingIsLostDoubledOrMiscountedWhateverHappens() throws Exception {
        Long seed = Long.getLong("seed");
        if (seed != null) {
            simulate(seed);
            return;
        }
        Duration time = Duration.ofSeconds(Integer.getInteger("serai.simulation.seconds", 10));
        long end = System.nanoTime() + time.toNanos();
        Random seeds = new Random();
        int episodes = 0;
        while (episodes == 0 || System.nanoTime() < end) {
            simulate(seeds.nextLong());
            episodes++;
        }
        System.out.printf("%d episodes of %d steps in %d s%n", episodes, STEPS, time.toSeconds());
    }

    private static void simulate(long seed) throws Exception {
        Path memory = Path.of("/dev/shm");
        Path folder = Files.isWritable(memory) ? Files.createTempDirectory(memory, "serai-simulation")
                : Files.createTempDirectory("serai-simulation");
        try (JournalSimulation simulation = new JournalSimulation(seed, folder)) {
            simulation.run(STEPS);
        } catch (Throwable e) {
            throw new AssertionError("mvn test -Dtest=JournalSimulationTest -Dseed=" + seed, e);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file); // the database may be deleting its log, too
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
