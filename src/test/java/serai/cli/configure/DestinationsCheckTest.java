package serai.cli.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Each destination of docs/destinations, put among the routes and named in the router, is right as it is. */
class DestinationsCheckTest {

    private static final Path FOLDER = Path.of("docs/destinations");
    /** camel-kafka comes with the Maven profile kafka only. */
    private static final String KAFKA = "there is no component 'kafka' here";
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
                .filter(finding -> !finding.contains(KAFKA))).isEmpty();
    }

    private static void copied(ObjectNode story, Path file) {
        story.put("file", "routes/" + file.getFileName()).put("copy", file.toString());
    }
}
