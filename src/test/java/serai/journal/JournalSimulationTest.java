package serai.journal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.store.FastStore;
import serai.journal.store.JournalBounds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Many episodes, each with a seed of its own. {@code -Dseed=} runs one episode again; {@code -Dserai.simulation.seconds=}
 * says for how long to go on.
 */
class JournalSimulationTest {

    private static final int STEPS = 500;

    private Path folder;
    private Path empty;

    /** In memory where there is any that has a name: no crash here is one of power. */
    @BeforeEach
    void makeAnEmptyJournal() throws IOException {
        Path memory = Path.of("/dev/shm");
        folder = Files.isWritable(memory) ? Files.createTempDirectory(memory, "serai-simulation")
                : Files.createTempDirectory("serai-simulation");
        empty = folder.resolve("empty.db");
        FastStore.open(empty, JournalBounds.DEFAULT, Clock.systemUTC()).close();
    }

    @AfterEach
    void deleteAll() throws IOException {
        delete(folder);
    }

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
        long steps = 0;
        while (episodes == 0 || System.nanoTime() < end) {
            steps += simulate(seeds.nextLong());
            episodes++;
        }
        double seconds = time.toSeconds() + (System.nanoTime() - end) / 1e9;
        System.out.printf(Locale.ROOT, "%s episodes, %s steps in %.0f s: %.0f steps/s%n", episodes, steps, seconds, steps / seconds);
    }

    private int simulate(long seed) throws Exception {
        Path episode = Files.createDirectory(folder.resolve(Long.toString(seed)));
        try (JournalSimulation simulation = new JournalSimulation(seed, empty, episode)) {
            return simulation.run(STEPS);
        } catch (Throwable e) {
            throw new AssertionError("mvn test -Dtest=JournalSimulationTest -Dseed=" + seed, e);
        } finally {
            delete(episode);
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
