package serai.simulation;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Many episodes, each with a seed of its own, in each store. {@code -Dseed=} runs one episode again;
 * {@code -Dserai.simulation.seconds=} says for how long to go on, {@code -Dserai.simulation.steps=} how many steps are done at the
 * least; {@code -Dserai.simulation.postgresql.seconds=} says the first for the one that has to wait for a server.
 */
class JournalSimulationTest {

    private static final int STEPS = 500;
    /** There each step takes ten times as long. */
    private static final int STEPS_IN_POSTGRESQL = 150;
    private static final int THREADS = 2;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("serai.simulation.seconds", 10));
    private static final long STEPS_MIN = Long.getLong("serai.simulation.steps", 0);
    private static final Duration TIME_IN_POSTGRESQL =
            Duration.ofSeconds(Integer.getInteger("serai.simulation.postgresql.seconds", 3));

    /** What makes the store of an episode, whose folder is given. */
    @FunctionalInterface
    private interface Store {
        SimulatedStore in(Path folder) throws Exception;
    }

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
        simulate("nothingIsLostDoubledOrMiscountedWhateverHappens", episode -> new SimulatedSqlite(empty, episode), STEPS, TIME,
                STEPS_MIN);
    }

    @Test
    void norInPostgresql() throws Exception {
        simulate("norInPostgresql", episode -> new SimulatedPostgresql(), STEPS_IN_POSTGRESQL, TIME_IN_POSTGRESQL, 0);
    }

    private void simulate(String test, Store store, int stepsEach, Duration time, long stepsMin) throws Exception {
        Long seed = Long.getLong("seed");
        if (seed != null) {
            simulate(test, store, stepsEach, seed);
            return;
        }
        Random seeds = new Random();
        long begin = System.nanoTime();
        LongAdder episodes = new LongAdder();
        LongAdder steps = new LongAdder();
        AtomicBoolean broken = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                while (!broken.get()
                        && (episodes.sum() == 0 || System.nanoTime() - begin < time.toNanos() || steps.sum() < stepsMin)) {
                    long next = seeds.nextLong();
                    try {
                        steps.add(simulate(test, store, stepsEach, next));
                        episodes.increment();
                    } catch (Throwable e) {
                        broken.set(true);
                        throw e;
                    }
                }
                return null;
            }));
        }
        threads.shutdown();
        for (Future<?> one : running) {
            one.get();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%d episodes, %d steps in %.0f s: %.0f steps/s%n", episodes.sum(), steps.sum(), seconds,
                steps.sum() / seconds);
    }

    private int simulate(String test, Store store, int steps, long seed) throws Exception {
        Path episode = PrivateFolder.make(folder.resolve(Long.toString(seed)));
        try (JournalSimulation simulation = new JournalSimulation(seed, store.in(episode), episode)) {
            return simulation.run(steps);
        } catch (Throwable e) {
            throw new AssertionError("mvn test -Dtest=JournalSimulationTest#%s -Dseed=%s".formatted(test, seed), e);
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
