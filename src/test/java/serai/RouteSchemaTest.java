package serai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes stay open to visual editors, which go by Camel's schema of its YAML. */
class RouteSchemaTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonSchema OURS = schema("/schema/camelYamlDsl.json");
    /** Of camel-yaml-dsl 4.22.0, as its jar has it. */
    private static final JsonSchema LATER = schema("/schemas/camelYamlDsl-4.22.0.json.gz");

    @ParameterizedTest
    @MethodSource("shipped")
    void isValidForTheVersionOfCamelThatRunsIt(Path file) throws IOException {
        assertThat(OURS.validate(read(file)).stream().map(ValidationMessage::getMessage)).isEmpty();
    }

    /** From Camel 4.18.1 on the key is routePolicyRef, which 4.17 does not know. */
    @ParameterizedTest
    @MethodSource("shipped")
    void isValidForALaterCamelButForOneKey(Path file) throws IOException {
        assertThat(LATER.validate(read(file)).stream().map(ValidationMessage::getMessage))
                .filteredOn(message -> !message.contains("property 'routePolicy' is not defined")).isEmpty();
    }

    /** What forgets is one file for each destination, and may have a second route, which counts. */
    @ParameterizedTest
    @MethodSource("shipped")
    void hasOneRouteAFileAndNoMeaningInComments(Path file) throws IOException {
        long routes = 0;
        for (JsonNode element : read(file)) {
            routes += element.has("route") || element.has("routeConfiguration") ? 1 : 0;
            assertThat(element.fieldNames()).toIterable().isSubsetOf("beans", "route", "routeConfiguration");
            assertThat(element.path("route").path("uri").isMissingNode()).as("canonical form").isTrue();
        }
        assertThat(routes).isLessThanOrEqualTo(file.toString().contains("/forget/") ? 2 : 1);
    }

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> routes = Files.walk(Path.of("routes")); Stream<Path> waiting = Files.list(Path.of("docs/destinations"))) {
            return Stream.concat(routes, waiting).filter(file -> file.toString().matches(".*\\.camel\\.yaml|.*/forget/.*\\.yaml"))
                    .sorted().toList()
                    .stream();
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    }

    private static JsonSchema schema(String resource) {
        try (InputStream plain = RouteSchemaTest.class.getResourceAsStream(resource);
                InputStream json = resource.endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
