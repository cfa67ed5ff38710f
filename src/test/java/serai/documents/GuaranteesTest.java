package serai.documents;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.Document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the documents name as a proof is a test. */
class GuaranteesTest {

    private static final Pattern PROOF = Pattern.compile("`(\\w+)#(\\w+)`");

    @ParameterizedTest
    @ValueSource(strings = {"docs/guarantees.md", "docs/sources.md", "docs/security.md"})
    void namesOnlyTestsThatExist(String document) throws IOException {
        Map<String, String> tests = sources();
        assertThat(PROOF.matcher(Document.of(document).text()).results()).hasSizeGreaterThan(50)
                .allSatisfy(proof -> assertThat(tests)
                        .hasEntrySatisfying(proof.group(1), source -> assertIsTest(source, proof)));
    }

    /** Between the method before and this one stands what makes it a test. */
    private static void assertIsTest(String source, MatchResult proof) {
        String head = source.split(" void " + proof.group(2) + "\\(", 2)[0];
        assertThat(head).as(proof.group()).isNotEqualTo(source);
        assertThat(head.substring(Math.max(0, head.lastIndexOf(" void ")))).as(proof.group())
                .containsPattern("@((Parameterized)?Test|Property)");
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""), GuaranteesTest::read, String::concat));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
