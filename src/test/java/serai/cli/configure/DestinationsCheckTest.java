package serai.cli.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.testkit.Document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Each destination of docs/destinations, put among the routes and named in the router, is right as it is. */
class DestinationsCheckTest {

    private static final Path FOLDER = Path.of("docs/destinations");
    /** camel-kafka comes with the Maven profile kafka only. */
    private static final String KAFKA = "there is no component 'kafka' here";
    /** The tests beside the routes name files that nobody has. */
    private static final String SIGN_IN_FILE = "[sign-in-file]";
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\\n(.*?)```");
    private static final String STEPS = "      steps:\n";
    private static final String ROUTER = "journal:archive,warehouse,lrs";

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void isRightAsItIs(Path route, @TempDir Path folder) throws Exception {
        JsonNode test = new YAMLMapper().readTree(Files.readString(Path.of(route.toString().replace(".camel.yaml", ".test.yaml"))));
        ObjectNode story = new JsonMapper().createObjectNode();
        copied(story, route);
        ArrayNode also = story.putArray("also");
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.filter(file -> !file.toString().endsWith(".yaml")).forEach(file -> copied(also.addObject(), file));
        }
        also.addObject().put("file", "routes/router.camel.yaml").put("text", ROUTER)
                .put("bad", ROUTER + "," + test.path("destination").asText());
        StringBuilder settings = new StringBuilder();
        test.path("settings").properties().forEach(setting -> {
            settings.append("%s = %s%n".formatted(setting.getKey(), setting.getValue().asText()));
        });
        also.addObject().put("file", "application.properties").put("bad", settings.toString());

        assertThat(new BrokenConfiguration(route, story).findings("bad", folder).stream()
                .filter(finding -> !finding.contains(KAFKA) && !finding.contains(SIGN_IN_FILE))).isEmpty();
    }

    /** A whole file, or steps, that a document shows. */
    record Example(String document, String yaml) {

        boolean isFile() {
            return yaml.startsWith("- beans:") && yaml.contains("- route:");
        }

        /** Shortened, for the test's name. */
        @Override
        public String toString() {
            return document + ": " + yaml.lines().limit(2).collect(Collectors.joining(" "));
        }
    }

    static Stream<Example> examples() {
        return Stream.of("docs/destinations.md", "docs/operating.md", "docs/sources.md").flatMap(
                document -> YAML.matcher(Document.of(document).text()).results()
                        .map(found -> new Example(document, found.group(1))))
                .filter(example -> example.isFile() || example.yaml().startsWith("- filter:"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void findsNothingInWhatDocumentsShow(Example example, @TempDir Path folder) throws Exception {
        ObjectNode story = new JsonMapper().createObjectNode();
        if (example.isFile()) {
            story.put("file", "routes/example.camel.yaml").put("bad", example.yaml());
            story.putArray("also").addObject().put("file", "routes/router.camel.yaml").put("text", ROUTER).put("bad",
                    example.yaml().contains("journal:skills") ? ROUTER + ",skills" : ROUTER);
            copied(story.withArray("also").addObject(), FOLDER.resolve("hr.jslt"));
        } else {
            story.put("file", "routes/destination-archive.camel.yaml").put("text", STEPS).put("bad",
                    STEPS + example.yaml().replaceFirst("id: .*", "id: of-the-example").indent(8));
        }

        assertThat(new BrokenConfiguration(Path.of(example.document()), story).findings("bad", folder).stream()
                .filter(finding -> !finding.endsWith("[unset-placeholder]"))).isEmpty();
    }

    @Test
    void readsExamplesOfEachKind() {
        assertThat(examples().collect(Collectors.partitioningBy(Example::isFile, Collectors.counting())).values())
                .allSatisfy(number -> assertThat(number).isGreaterThanOrEqualTo(2));
    }

    private static void copied(ObjectNode story, Path file) {
        story.put("file", "routes/" + file.getFileName()).put("copy", file.toString());
    }
}
