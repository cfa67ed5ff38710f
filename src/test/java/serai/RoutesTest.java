package serai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.testkit.EmbeddedSerai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** The YAML in {@code routes/}, and what waits for its use: one form, so that people and Kaoto read every file alike. */
class RoutesTest {

    private static final Path FOLDER = Path.of("routes");
    private static final Path UNUSED = Path.of("docs/destinations");
    private static final String SUFFIX = ".camel.yaml";
    private static final String ERRORS = "errors-";
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> LANGUAGES = List.of("simple", "constant");

    static Stream<Path> files() {
        return Stream.of(FOLDER, UNUSED).flatMap(RoutesTest::files);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> routes() {
        return files().filter(file -> !isOfErrors(file));
    }

    static Stream<Path> errors() {
        return files().filter(RoutesTest::isOfErrors);
    }

    private static boolean isOfErrors(Path file) {
        return file.getFileName().toString().startsWith(ERRORS);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void holdsOneRouteThatIsNamedAsItsFileAndDescribed(Path file) {
        assertThat(parts(file, "route")).singleElement().satisfies(route -> {
            assertThat(route.path("id").asText()).isEqualTo(file.getFileName().toString().replace(SUFFIX, ""));
            assertThat(route.path("description").asText()).isNotBlank();
        });
        assertThat(parts(file, "routeConfiguration")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void namesAnExistingConfigurationOfErrorsOrLeavesThemToItsCaller(Path file) {
        JsonNode route = parts(file, "route").get(0);
        if (route.has("errorHandler")) {
            assertThat(route.at("/errorHandler").has("noErrorHandler")).isTrue();
        } else {
            assertThat(errors().flatMap(one -> parts(one, "routeConfiguration").stream()))
                    .extracting(known -> known.path("id").asText())
                    .contains(route.path("routeConfigurationId").asText("none is named"));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isInCanonicalForm(Path file) {
        JsonNode yaml = read(file);
        assertThat(yaml.isArray()).isTrue();
        assertThat(yaml).allSatisfy(part -> assertThat(part.fieldNames()).toIterable().hasSize(1)
                .isSubsetOf("beans", "route", "routeConfiguration"));
        assertThat(yaml.findValuesAsText("uri")).allSatisfy(
                uri -> assertThat(uri).as("scheme and path; options are parameters").matches("[a-z][a-z0-9-]*(:[^?]*)?"));
        // A bean's properties may have these names too.
        assertThat(StreamSupport.stream(yaml.spliterator(), false).filter(part -> !part.has("beans"))
                .flatMap(part -> Stream.of("to", "from").flatMap(key -> part.findValues(key).stream())))
                .allSatisfy(step -> assertThat(step.path("uri").isTextual()).isTrue());
        assertThat(LANGUAGES.stream().flatMap(language -> yaml.findValues(language).stream())).allSatisfy(
                language -> assertThat(language.path("expression").isTextual()).as("explicit expression: %s", language).isTrue());
        assertThat(yaml.findValues("steps")).allSatisfy(steps -> assertThat(steps)
                .allSatisfy(step -> assertThat(step.fieldNames()).toIterable().as("one step an entry").hasSize(1)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void holdsOneConfigurationOfErrorsThatIsNamedAsItsFileAndDescribed(Path file) {
        assertThat(parts(file, "routeConfiguration")).singleElement().satisfies(configuration -> {
            assertThat(ERRORS + configuration.path("id").asText()).isEqualTo(file.getFileName().toString().replace(SUFFIX, ""));
            assertThat(configuration.path("description").asText()).isNotBlank();
        });
        assertThat(parts(file, "route")).isEmpty();
    }

    @Test
    void readsEveryDestinationThatTheRouterNamesInOneRoute() {
        Set<String> named = read(FOLDER.resolve("router" + SUFFIX)).findValuesAsText("uri").stream().filter(isOfTheJournal())
                .flatMap(uri -> Arrays.stream(uri.substring("journal:".length()).split(",")))
                .filter(name -> !name.equals("unrouted")).collect(Collectors.toSet());

        List<String> read =
                files(FOLDER).filter(file -> !isOfErrors(file)).map(file -> parts(file, "route").get(0).at("/from/uri").asText())
                        .filter(isOfTheJournal()).map(uri -> uri.substring("journal:".length())).toList();

        assertThat(named).isNotEmpty();
        assertThat(read).containsExactlyInAnyOrderElementsOf(named);
    }

    private static Predicate<String> isOfTheJournal() {
        return uri -> uri.startsWith("journal:");
    }

    @Test
    void showsNoCredentialsOnAnyEndpoint(@TempDir Path data) throws Exception {
        try (EmbeddedSerai serai = new EmbeddedSerai(data).with("serai.lrs.username", "lrs-user")
                .with("serai.lrs.password", "lrs-secret").with("serai.warehouse.password", "warehouse-secret").start()) {
            String key = serai.namespace().connectionString().replaceFirst(".*SharedAccessKey=([^;]+).*", "$1");

            assertThat(serai.context().getEndpoints()).extracting(Endpoint::getEndpointUri)
                    .anySatisfy(uri -> assertThat(uri).startsWith("azure-servicebus:"))
                    .anySatisfy(uri -> assertThat(uri).startsWith("http:"))
                    .allSatisfy(uri -> assertThat(uri).doesNotContain(key, "SharedAccessKey", "lrs-secret",
                            "warehouse-secret", EmbeddedSerai.PASSWORD));
        }
    }

    /** The parts of a file that are of one sort, such as {@code route}. */
    private static List<JsonNode> parts(Path file, String sort) {
        return StreamSupport.stream(read(file).spliterator(), false).filter(part -> part.has(sort))
                .map(part -> part.path(sort)).toList();
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
