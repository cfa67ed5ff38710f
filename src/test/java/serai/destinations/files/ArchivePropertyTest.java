package serai.destinations.files;

import org.junit.jupiter.api.Test;
import serai.testkit.MemoryFolder;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/**
 * Whatever is done to the archive, its folder and its journal, in whatever order: no byte that is finished or somebody else's
 * is changed, and each record that is noted stands in one place, or the destination has stopped.
 *
 * <p>{@code -Dseed=} plays one episode again, {@code -Dserai.archive.seconds=} plays for longer.
 */
class ArchivePropertyTest {

    private static final Duration FOR = Duration.ofSeconds(Integer.getInteger("serai.archive.seconds", 4));
    private static final int STEPS = 80;

    @Test
    void nothingIsDestroyedWhateverHappens() throws IOException {
        Long only = Long.getLong("seed");
        long seed = only == null ? new Random().nextLong() : only;
        long until = System.nanoTime() + FOR.toNanos();
        int episodes = 0;
        do {
            try (MemoryFolder memory = MemoryFolder.make()) {
                new ArchiveEpisode(memory.path().resolve("archive"), seed).play(STEPS);
            } catch (AssertionError | IOException | RuntimeException e) {
                throw new AssertionError("-Dseed=" + seed + ": " + e.getMessage(), e);
            }
            seed++;
            episodes++;
        } while (only == null && System.nanoTime() < until);
        System.out.printf("%d episodes of the archive, up to seed %d%n", episodes, seed - 1);
    }
}
