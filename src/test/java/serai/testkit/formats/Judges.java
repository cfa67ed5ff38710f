package serai.testkit.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import serai.testkit.Skipped;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** Programs of others in {@code src/test/judges}, which say what they have against documents of ours. */
public final class Judges {

    private static final Path FOLDER = Path.of("src/test/judges");
    private static final boolean AVAILABLE = Files.isDirectory(FOLDER.resolve("node_modules"));
    private static final JsonMapper JSON = new JsonMapper();

    private Judges() {
    }

    /** Skips a test where there are none, and says so aloud. */
    public static void require(String documents) {
        Skipped.unless(AVAILABLE,
                "NOBODY HAS JUDGED THE %s: that takes Node.js, and npm ci in %s".formatted(documents, FOLDER));
    }

    /** What the judge has printed of an array of documents. */
    public static List<String> judged(String judge, JsonNode documents) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", judge).directory(FOLDER.toFile()).redirectErrorStream(true).start();
        try (OutputStream in = node.getOutputStream()) {
            JSON.writeValue(in, documents);
        }
        boolean ended = node.waitFor(60, SECONDS);
        if (!ended) {
            node.destroyForcibly();
        }
        assertThat(ended).as("the judge has come to an end").isTrue();
        List<String> lines = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(node.exitValue()).as("%s", lines).isZero();
        return lines;
    }
}
