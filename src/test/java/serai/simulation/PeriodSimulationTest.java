package serai.simulation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.PrivateFolder;

import java.nio.file.Path;

/**
 * Episodes in the life of a destination with a period, each decided by a seed: {@code -Dseed=}.
 * {@code -Dserai.period.episodes=} says how many.
 */
class PeriodSimulationTest {

    private static final int EPISODES = Integer.getInteger("serai.period.episodes", 10);
    private static final int STEPS = 250;

    @TempDir
    private Path folder;

    @Test
    void everyRecordIsInOnePageWhateverHappens() throws Exception {
        Long seed = Long.getLong("seed");
        for (long i = seed == null ? 0 : seed; i < (seed == null ? EPISODES : seed + 1); i++) {
            try (PeriodSimulation episode = new PeriodSimulation(i, PrivateFolder.make(folder.resolve("" + i)))) {
                episode.run(STEPS);
            } catch (AssertionError e) {
                throw new AssertionError("-Dseed=" + i, e);
            }
        }
    }
}
