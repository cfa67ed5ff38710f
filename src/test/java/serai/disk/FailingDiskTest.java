package serai.disk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.MemoryTempDir;
import serai.testkit.PrivateFolder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A single call fails, or it and all after it: each write, force, rename, unlink, truncate and open in its turn, in the journal
 * and in the archive. {@code -Dserai.faults=} says how many of each kind of call are tried at the most.
 */
class FailingDiskTest {

    private static final int FAULTS = Integer.getInteger("serai.faults", 5);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @Test
    void everythingAcknowledgedIsThereOnceWhicheverCallFails() throws Exception {
        DiskLibrary library = DiskLibrary.compile(PrivateFolder.make(folder.resolve("tools")));
        System.out.printf("To repeat: -Dseed=%d -Dserai.faults=%d%n", SEED, FAULTS);
        Path root = PrivateFolder.make(folder.resolve("root"));
        Process process = library.process(root, null, FailingDiskLoad.class, List.of(root.toString(),
                Integer.toString(FAULTS), Long.toString(SEED))).redirectError(folder.resolve("errors").toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(said);
        assertThat(process.waitFor()).as(Files.readString(folder.resolve("errors"))).isZero();
        assertThat(said.lines().filter(line -> line.startsWith("BROKEN"))).as("-Dseed=%d", SEED).isEmpty();
        assertThat(said).contains("done");
        for (String call : List.of("JOURNAL WRITE", "JOURNAL FORCE", "JOURNAL OPEN", "JOURNAL TRUNCATE", "ARCHIVE WRITE",
                "ARCHIVE FORCE", "ARCHIVE RENAME", "ARCHIVE OPEN")) {
            assertThat(said).as("such calls were seen").doesNotContain("tried %s: 0".formatted(call));
        }
    }
}
