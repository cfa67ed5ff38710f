package serai;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.PrivateFolder;
import serai.testkit.process.SeraiProcess;
import serai.testkit.process.SeraiUnderLoad;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process that is killed loses nothing that it has acknowledged, and delivers nothing twice; over midnight, too. It is killed
 * while it works, while it starts and while it stops. {@code -Dserai.kills=} says how often: so many at the most to one folder,
 * two folders at the same time.
 */
class KilledProcessTest {

    private static final int KILLS = Integer.getInteger("serai.kills", 3);
    private static final int KILLS_OF_A_FOLDER = 25;
    private static final int FEW = 5;
    private static final int AT_THE_SAME_TIME = 2;
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));

    @TempDir
    private Path path;

    @Test
    void deliversOnceWhatItHasAcknowledgedHoweverOftenItIsKilled() throws Exception {
        System.out.printf("To repeat: -Dseed=%d -Dserai.kills=%d%n", SEED, KILLS);
        long begin = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(AT_THE_SAME_TIME);
        try {
            List<Future<?>> folders = new ArrayList<>();
            for (int kills = 0; kills < KILLS; kills += KILLS_OF_A_FOLDER) {
                Path folder = PrivateFolder.make(path.resolve(Integer.toString(kills)));
                Random moments = new Random(SEED + kills);
                int count = Math.min(KILLS_OF_A_FOLDER, KILLS - kills);
                folders.add(threads.submit(() -> {
                    kill(folder, moments, count);
                    return null;
                }));
            }
            for (Future<?> folder : folders) {
                folder.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf("%d kills in %.0f s%n", KILLS, (System.nanoTime() - begin) / 1e9);
    }

    private static void kill(Path folder, Random moments, int count) throws Exception {
        try (SeraiUnderLoad serai = new SeraiUnderLoad(folder)) {
            serai.midnightIn(Duration.ofHours(1));
            serai.begin();
            try (SeraiProcess process = serai.run()) {
                await().atMost(Duration.ofSeconds(60)).until(() -> !serai.daysOfTheArchive().isEmpty());
                process.kill();
            }
            serai.midnightIn(count > FEW ? Duration.ofSeconds(40) : Duration.ofSeconds(10));
            for (int kill = 1; kill < count; kill++) {
                killOnce(serai, moments, moments.nextInt(6));
            }
            serai.deliversTheRest();
            assertThat(serai.daysOfTheArchive()).as("the day before midnight and the day after").hasSize(2);
            assertThat(serai.platforms().failures()).as("requests cut off").isPositive();
        }
    }

    private static void killOnce(SeraiUnderLoad serai, Random moments, int when) throws Exception {
        switch (when) {
            case 0 -> {
                try (SeraiProcess process = serai.start()) {
                    process.runsFor(Duration.ofMillis(moments.nextInt(2_000)));
                    process.kill();
                }
            }
            case 1 -> {
                try (SeraiProcess process = serai.run()) {
                    process.terminate().kill(Duration.ofMillis(moments.nextInt(500)));
                }
            }
            default -> {
                try (SeraiProcess process = serai.run()) {
                    process.runsFor(Duration.ofMillis(100 + moments.nextInt(1_200)));
                    process.kill();
                }
            }
        }
    }
}
