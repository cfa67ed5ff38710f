package serai.reload;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.process.SeraiProcess;
import serai.testkit.process.SeraiUnderLoad;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process that is killed in the midst of a reload, under load, has what the files say when it starts again, and has lost and
 * doubled nothing.
 */
class KilledReloadTest {

    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final int KILLS = 2;
    private static final List<String> EDITED = List.of("router", "destination-archive", "destination-warehouse");

    @TempDir
    private Path folder;

    private Path file(String route) {
        return folder.resolve("routes").resolve(route + ".camel.yaml");
    }

    /** Exchanges all three, the router among them, so that sources wait meanwhile. */
    private void edit(int number) throws IOException {
        for (String route : EDITED) {
            Files.writeString(file(route),
                    Files.readString(file(route)).replaceFirst("(?m)^( +)description: ",
                            "$1description: Edit %s - ".formatted(number)));
        }
    }

    @Test
    void losesAndDoublesNothingAndStartsWithWhatTheFilesSay() throws Exception {
        System.out.printf("To repeat: -Dseed=%d%n", SEED);
        Random moments = new Random(SEED);
        ReloadedSerai.copy(Path.of("routes"), folder.resolve("routes"));
        try (SeraiUnderLoad serai = new SeraiUnderLoad(folder).withRoutes(folder.resolve("routes"))) {
            serai.begin();
            for (int kill = 0; kill < KILLS; kill++) {
                try (SeraiProcess process = serai.run()) {
                    edit(kill);
                    ReloadRequest request = new ReloadRequest(serai.data());
                    request.make();
                    await().atMost(30, SECONDS).until(() -> isTaken(serai.data()));
                    process.runsFor(Duration.ofMillis(moments.nextInt(2_500))); // reading, checking, exchanging, done
                    process.kill();
                    System.out.printf("answered before the kill: %s%n", request.answer().isPresent());
                }
            }
            edit(KILLS); // what was half exchanged does not stand in the way of the next one
            serai.deliversTheRest();
        }
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.startsWith("reload."));
        }
    }

    private static boolean isTaken(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.noneMatch(file -> file.getFileName().toString().startsWith("reload.request."));
        }
    }
}
