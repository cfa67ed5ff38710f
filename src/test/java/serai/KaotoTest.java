package serai;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** What Kaoto's own model and serializer, in {@code src/test/kaoto}, make of our routes: it saves what was there. */
class KaotoTest {

    private static final Path FOLDER = Path.of("src/test/kaoto");

    /** It knows no policy beside a Kamelet's input; this one is used there, and not edited (docs/decisions/0080). */
    private static final String NOT_EDITED = "mct-source.kamelet.yaml";

    @TempDir
    private Path folder;

    @Test
    void savesEachRouteAsItWasButForComments() throws Exception {
        Skipped.unless(Files.isDirectory(FOLDER.resolve("node_modules")),
                "NO EDITOR HAS OPENED AND SAVED THE ROUTES: that takes Node.js, and npm ci --legacy-peer-deps in " + FOLDER);
        String bundled = folder.resolve("bundled.mjs").toString();
        assertThat(node("bundle.mjs", bundled)).isEmpty();
        List<String> command = new ArrayList<>(List.of(bundled));
        routes().forEach(command::add);

        assertThat(node(command.toArray(String[]::new))).hasSize(command.size()).last().asString()
                .isEqualTo("%s opened and saved by Kaoto, 0 not the same", command.size() - 1);
    }

    private static List<String> routes() throws IOException {
        List<String> routes = new ArrayList<>();
        for (String place : List.of("routes", "docs/destinations", "src/main/resources/kamelets")) {
            try (Stream<Path> files = Files.walk(Path.of(place))) {
                files.filter(file -> file.toString().endsWith(".yaml") && !file.toString().endsWith(".test.yaml")
                        && !file.endsWith(NOT_EDITED)).map(file -> file.toAbsolutePath().toString()).sorted().forEach(routes::add);
            }
        }
        return routes;
    }

    private List<String> node(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        Path printed = folder.resolve("printed.txt");
        Process node = new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true)
                .redirectOutput(printed.toFile()).start();
        try {
            assertThat(node.waitFor(120, SECONDS)).as("Node.js has come to an end").isTrue();
        } finally {
            node.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(printed, StandardCharsets.UTF_8);
        assertThat(node.exitValue()).as("%s", lines).isZero();
        return lines;
    }
}
