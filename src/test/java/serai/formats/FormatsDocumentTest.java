package serai.formats;

import org.junit.jupiter.api.Test;
import serai.model.EventType;
import serai.model.LearningRecord;
import serai.testkit.Document;
import serai.testkit.Golden;
import serai.testkit.formats.Judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

/** docs/formats.md shows what is so. */
class FormatsDocumentTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private final Document page = Document.of("docs/formats.md");

    @Test
    void linksEveryTypeOfEventInEveryFormat() {
        String heading =
                Judge.FORMATS.keySet().stream().map("`%s`"::formatted).collect(Collectors.joining(" | ", "| event | ", " |\n"));
        String line = "| --- ".repeat(Judge.FORMATS.size() + 1) + "|\n";

        page.assertPart("formats", heading + line + Golden.names("records").stream()
                .map(FormatsDocumentTest::row).collect(Collectors.joining()));
    }

    private static String row(String name) {
        LearningRecord record = FormatRecords.golden(name);
        String event = "| `%s`, %s | ".formatted(record.type(), name.replace(".", ", ").replace('-', ' '));
        return Judge.FORMATS.entrySet().stream().map(format -> cell(format.getKey(), format.getValue(), name))
                .collect(Collectors.joining(" | ", event, " |\n"));
    }

    /** Judged by whom, {@link GoldenJudgesTest} makes true. */
    private static String cell(String format, String file, String name) {
        return "[%s](../%s)%s".formatted(file.replaceFirst(".*\\.", ""), GOLDEN.resolve(file.formatted(name)), Judge.marks(format));
    }

    @Test
    void hasAGoldenFileForEveryTypeOfEvent() {
        assertThat(Golden.names("records").stream().map(name -> FormatRecords.golden(name).type()).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values()).map(EventType::name).toList());
    }

    @Test
    void knowsEveryFormatThatThereIs() throws IOException {
        try (Stream<Path> dataTypes = Files.list(Path.of("src/main/resources/META-INF/services/org/apache/camel/transformer"))) {
            assertThat(dataTypes.filter(file -> contentOf(file.toFile()).contains("=serai.formats.")))
                    .extracting(file -> file.getFileName().toString().replace('-', ':'))
                    .containsExactlyInAnyOrderElementsOf(Judge.FORMATS.keySet());
        }
    }

    @Test
    void pointsToFilesThatAreThere() {
        for (String document : List.of("docs/formats.md", "docs/destinations.md")) {
            assertThat(LINK.matcher(Document.of(document).text()).results().map((MatchResult link) -> link.group(1)))
                    .isNotEmpty().allSatisfy(file -> assertThat(Path.of("docs").resolve(file)).exists());
        }
    }
}
