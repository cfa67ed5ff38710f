package serai;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A process that is killed loses nothing that it has acknowledged, and delivers nothing twice; over midnight, too. */
class KilledProcessTest {

    private static final int KILLS = Integer.getInteger("serai.kills", 3);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));

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
    void deliversOnceWhatItHasAcknowledgedHoweverOftenItIsKilled() throws Exception {
        System.out.printf("To repeat: -Dseed=%s -Dserai.kills=%s%n", SEED, KILLS);
        Random moments = new Random(SEED);
        serai.midnightIn(Duration.ofSeconds(12));
        serai.begin();
        for (int kill = 0; kill < KILLS; kill++) {
            try (SeraiProcess process = serai.run()) {
                process.runsFor(Duration.ofMillis(300 + moments.nextInt(1500)));
                process.kill();
            }
        }

        serai.deliversTheRest();

        try (Stream<Path> days = Files.list(path.resolve("data/archive"))) {
            assertThat(days).as("files of the day before and the day after").hasSize(2);
        }
        assertThat(serai.platforms().failures()).as("requests cut off").isPositive();
    }
}
