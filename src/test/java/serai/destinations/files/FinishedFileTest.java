package serai.destinations.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import serai.destinations.files.finished.FinishedFile;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class FinishedFileTest {

    @TempDir
    private Path folder;

    /** It is looked at again and again, for as long as it stands there. */
    @Test
    void aFileThatIsNotZippedIsLetGoOf() throws IOException {
        Skipped.unless(OS.LINUX.isCurrentOs(), "NO FILE WAS LOOKED FOR THAT STAYS OPEN: that takes /proc of Linux");
        Path file = Files.writeString(folder.resolve("logged_in.jsonl"), "one\n");
        Path other = Files.writeString(folder.resolve("logged_in.jsonl.gz"), "not zipped");

        assertThat(FinishedFile.holds(other, file)).isFalse();

        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.filter(Files::isSymbolicLink).map(FinishedFileTest::target)).doesNotContain(other.toString());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // it was closed meanwhile
        }
    }
}
