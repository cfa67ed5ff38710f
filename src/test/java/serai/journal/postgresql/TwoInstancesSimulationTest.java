package serai.journal.postgresql;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;

/**
 * Episodes of two instances on one store, each with a seed of its own. {@code -Dseed=} runs one again,
 * {@code -Dserai.simulation.seconds=} says for how long to go on.
 */
class TwoInstancesSimulationTest {

    private static final int STEPS = 80;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("serai.simulation.seconds", 10));

    @Test
    void nothingIsLostOrMiscountedWhicheverInstanceDoesWhat() {
        Long seed = Long.getLong("seed");
        if (seed != null) {
            simulate(seed);
            return;
        }
        Random seeds = new Random();
        long begin = System.nanoTime();
        do {
            simulate(seeds.nextLong());
        } while (System.nanoTime() - begin < TIME.toNanos());
    }

    private static void simulate(long seed) {
        try (TwoInstancesSimulation simulation = new TwoInstancesSimulation(seed)) {
            System.out.println(seed + ": " + simulation.run(STEPS));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("mvn test -Dtest=TwoInstancesSimulationTest -Dseed=" + seed, e);
        }
    }
}
