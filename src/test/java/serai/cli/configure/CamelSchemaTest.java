package serai.cli.configure;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Camel's own schema of its YAML, by which visual editors and editors of text judge, accepts the files as they are shipped: a flag
 * or a number has no quotation marks, and a placeholder stands only where the schema has a text.
 */
class CamelSchemaTest {

    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try (InputStream schema = Objects.requireNonNull(CamelContext.class.getResourceAsStream("/schema/camelYamlDsl.json"))) {
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> routes = Files.list(Path.of("routes"));
                Stream<Path> destinations = Files.list(Path.of("docs/destinations"));
                Stream<Path> peers = Files.walk(Path.of("bench/peers"))) {
            return Stream.of(routes, destinations, peers).flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void acceptsWhatIsShipped(Path file) throws IOException {
        assertThat(SCHEMA.validate(new YAMLMapper().readTree(Files.readString(file)))).isEmpty();
    }

    @Test
    void refusesAFlagInQuotationMarks() throws IOException {
        String kafka = Files.readString(Path.of("docs/destinations/destination-kafka.camel.yaml"));

        assertThat(SCHEMA.validate(new YAMLMapper().readTree(kafka.replace("stopOnException: true", "stopOnException: \"true\""))))
                .isNotEmpty();
    }
}
