package serai.simulation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.testkit.PrivateFolder;

import java.nio.file.Path;
import java.time.Clock;

/**
 * Episodes in the life of a destination with a period, each decided by a seed: {@code -Dseed=}.
 * {@code -Dserai.period.episodes=} says how many, {@code -Dserai.period.postgresql.episodes=} how many in PostgreSQL.
 */
class PeriodSimulationTest {

    private static final int EPISODES = Integer.getInteger("serai.period.episodes", 10);
    private static final int EPISODES_IN_POSTGRESQL = Integer.getInteger("serai.period.postgresql.episodes", 1);
    private static final int STEPS = 250;

    @TempDir
    private Path folder;

    /** What makes the store of an episode. */
    @FunctionalInterface
    private interface Store {
        SimulatedStore of(long seed) throws Exception;
    }

    @Test
    void everyRecordIsInOnePageWhateverHappens() throws Exception {
        Path empty = folder.resolve("empty.db");
        FastStore.open(empty, JournalBounds.DEFAULT, Clock.systemUTC()).close();
        simulate(seed -> new SimulatedSqlite(empty, PrivateFolder.make(folder.resolve("" + seed))), EPISODES);
    }

    @Test
    void norInPostgresql() throws Exception {
        simulate(seed -> new SimulatedPostgresql(), EPISODES_IN_POSTGRESQL);
    }

    private static void simulate(Store store, int episodes) throws Exception {
        Long seed = Long.getLong("seed");
        for (long i = seed == null ? 0 : seed; i < (seed == null ? episodes : seed + 1); i++) {
            try (PeriodSimulation episode = new PeriodSimulation(i, store.of(i))) {
                episode.run(STEPS);
            } catch (AssertionError e) {
                throw new AssertionError("-Dseed=" + i, e);
            }
        }
    }
}
