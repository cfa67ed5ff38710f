package serai.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A checkout in which nothing was built: its launcher builds what it needs, without tests and without a distribution. Its user has
 * edited routes and settings, and the jar holds what is shipped nevertheless.
 */
class CheckoutTest {

    private static final Set<String> NO_SOURCES = Set.of("target", ".git", "node_modules", "data");
    private static final String MINE = "# a line of this checkout's user\n";
    private static final int MINUTES_MAX = 10;

    @TempDir
    private Path temporary;

    @Test
    void theLauncherBuildsWhatItRuns() throws Exception {
        Skipped.unless(OS.LINUX.isCurrentOs() || OS.MAC.isCurrentOs(), "NO CHECKOUT WAS BUILT: its launcher takes bash");
        Path checkout = copy(Path.of("").toAbsolutePath(), PrivateFolder.make(temporary.resolve("serai")));
        Files.writeString(checkout.resolve("routes/router.camel.yaml"), MINE, StandardOpenOption.APPEND);
        Files.writeString(checkout.resolve("routes/destination-mine.camel.yaml"), MINE);
        Files.writeString(checkout.resolve("application.properties"), MINE, StandardOpenOption.APPEND);
        Path out = temporary.resolve("out");

        Process serai = new ProcessBuilder("./serai", "--version").directory(checkout.toFile()).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).redirectOutput(out.toFile()).start();
        try {
            assertThat(serai.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
        } finally {
            serai.destroyForcibly();
        }

        assertThat(Files.readString(out, StandardCharsets.UTF_8)).contains("building first").containsPattern("(?m)^Serai \\d");
        assertThat(serai.exitValue()).isZero();
        assertThat(checkout.resolve("target")).isDirectoryNotContaining("glob:**.tar.gz");
        try (FileSystem jar = FileSystems.newFileSystem(checkout.resolve("target/serai.jar"))) {
            assertThat(Files.readString(jar.getPath("/routes/router.camel.yaml")))
                    .isEqualTo(Files.readString(Path.of("src/main/shipped/routes/router.camel.yaml"))).doesNotContain(MINE);
            assertThat(Files.readString(jar.getPath("/home/application.properties")))
                    .isEqualTo(Files.readString(Path.of("src/main/shipped/application.properties"))).doesNotContain(MINE);
            assertThat(jar.getPath("/routes/destination-mine.camel.yaml")).doesNotExist();
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (NO_SOURCES.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                PrivateFolder.make(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }
}
