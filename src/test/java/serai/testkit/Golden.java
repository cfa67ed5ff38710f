package serai.testkit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Golden files: an input and its expected output have the same name in sister folders. A new input is a new test. An output that
 * differs is written to {@code target/golden}, with the expected text beside it; with {@code -Dgolden.write} it becomes the
 * expected file instead.
 */
public final class Golden {

    private static final Path EXPECTED = Path.of("src/test/resources/golden");
    private static final Path ACTUAL = Path.of("target/golden");
    private static final JsonMapper PRETTY = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Golden() {
    }

    /** The names, without their endings, of all files in a folder. */
    public static List<String> names(String folder) {
        try (Stream<Path> files = Files.list(EXPECTED.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.[a-z]+$", "")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a file such as {@code events/mct-login.json}. */
    public static byte[] read(String file) {
        try {
            return Files.readAllBytes(EXPECTED.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same JSON on lines of its own, so that people can compare it. */
    public static String pretty(String json) {
        try {
            return PRETTY.writeValueAsString(PRETTY.readTree(json)) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** @throws AssertionError if the file isn't there or holds another text */
    public static void assertSame(String file, String actual) {
        String expected = Files.exists(EXPECTED.resolve(file)) ? new String(read(file), StandardCharsets.UTF_8) : "";
        if (!expected.equals(actual) && System.getProperty("golden.write") != null) {
            write(EXPECTED.resolve(file), actual);
        } else if (!expected.equals(actual)) {
            write(ACTUAL.resolve(file), actual);
            write(ACTUAL.resolve(file + ".expected"), expected);
            throw new AssertionError("golden/%s isn't what came out: diff %s{.expected,}, and -Dgolden.write copies it to %s"
                    .formatted(file, ACTUAL.resolve(file), EXPECTED.resolve(file)));
        }
    }

    private static void write(Path file, String text) {
        try {
            PrivateFolder.make(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
