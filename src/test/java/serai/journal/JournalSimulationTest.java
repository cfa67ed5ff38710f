package serai.journal;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;

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
        try (MemoryFolder folder = MemoryFolder.make();
             JournalSimulation simulation = new JournalSimulation(seed, folder.path())) {
            simulation.run(STEPS);
        } catch (Throwable e) {
            throw new AssertionError("mvn test -Dtest=JournalSimulationTest -Dseed=" + seed, e);
        }
    }
}
