package serai.cli.run;

import org.junit.jupiter.api.io.TempDir;
import serai.cli.terminal.ErrorMessage;
import serai.testkit.process.SeraiFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A folder in which Serai is started, and cannot. */
abstract class StartThatFails {

    static final String SECRET = "whsec_c2VjcmV0IG9mIGF0IGxlYXN0IDI0IGJ5dGVz";

    @TempDir
    Path path;

    /** What a person would read; {@link FailedStartTest#saysOneLineAndEndsWithOne} shows that they do. */
    static String trouble(SeraiFolder folder) {
        Throwable failure = catchThrowable(() -> new StandaloneRuntime(folder.settings()).start());
        assertThat(failure).isNotNull();
        assertThat(ErrorMessage.inOneLine(failure)).hasLineCount(1).doesNotContain("Exception:");
        return ErrorMessage.inOneLine(failure);
    }

    /** A copy of the routes, one of them changed. */
    SeraiFolder withRoute(String file, String shipped, String changed) throws IOException {
        SeraiFolder folder = withRoutes();
        Path route = path.resolve("routes").resolve(file);
        String yaml = Files.readString(route);
        assertThat(yaml).contains(shipped);
        Files.writeString(route, yaml.replace(shipped, changed));
        return folder;
    }

    SeraiFolder withWebhook() throws IOException {
        SeraiFolder folder = withRoutes();
        Files.copy(Path.of("docs/destinations/destination-webhook.camel.yaml"),
                path.resolve("routes/destination-webhook.camel.yaml"));
        return folder;
    }

    SeraiFolder withRoutes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            files.forEach(this::copy);
        }
        return new SeraiFolder(path).with("serai.routes", "file:" + path.resolve("routes"));
    }

    void copy(Path file) {
        try {
            Files.copy(file, path.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
