package serai.rehearsal.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.rehearsal.IntakeResult.Outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The schema by which editors complete a test file describes what is read. */
class TestSchemaTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FILE = Path.of("docs/schemas/route-test-1.json");

    private final JsonNode schema = JSON.readTree(Files.readString(FILE));
    private final JsonSchema judge = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);

    TestSchemaTest() throws IOException {
    }

    static Stream<Path> shipped() {
        return ShippedTestFilesTest.files(TestFile.SUFFIX);
    }

    @Test
    void isASchemaOfThatDraft() {
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema")).validate(schema)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void acceptsWhatIsShipped(Path file) throws IOException {
        assertThat(judge.validate(YamlNode.read(file).json())).isEmpty();
        assertThat(Files.readAllLines(file).get(0)).isEqualTo("# yaml-language-server: $schema="
                + file.getParent().relativize(FILE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"tests\": []}", "{\"tests\": [{\"name\": \"x\"}]}", "{\"tests\": [], \"test\": 1}",
            "{\"tests\": [{\"name\": \"x\", \"event\": \"f\", \"expect\": {\"outcom\": \"routed\"}}]}",
            "{\"tests\": [{\"name\": \"x\", \"event\": \"f\", \"expect\": {\"failures\": [\"refuse\"]}}]}",
            "{\"tests\": [{\"name\": \"x\", \"event\": \"f\", \"answers\": [40], \"expect\": {\"attempts\": 1}}]}"})
    void refusesWhatIsNoTestFile(String json) throws IOException {
        assertThat(judge.validate(JSON.readTree(json))).isNotEmpty();
    }

    @Test
    void hasTheNamesThatAreRead() {
        assertThat(names("/properties")).isEqualTo(new TreeSet<>(TestFile.NAMES));
        assertThat(names("/$defs/test/properties")).isEqualTo(new TreeSet<>(TestCase.NAMES));
        assertThat(names("/$defs/event/oneOf/1/properties")).isEqualTo(new TreeSet<>(TestEvents.NAMES));
        assertThat(names("/$defs/answer/oneOf/2/properties")).isEqualTo(new TreeSet<>(AnswerScript.NAMES));
        assertThat(names("/$defs/document/properties")).isEqualTo(new TreeSet<>(DocumentMatcher.NAMES));
        assertThat(names("/$defs/request/properties")).isEqualTo(new TreeSet<>(DeliveryExpectation.OF_REQUEST));
        assertThat(names("/$defs/test/properties/expect/properties")).isEqualTo(new TreeSet<>(
                Stream.of(IntakeExpectation.NAMES, DeliveryExpectation.NAMES).flatMap(List::stream).toList()));
    }

    private Set<String> names(String pointer) {
        Set<String> names = new TreeSet<>();
        schema.at(pointer).fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void hasTheWordsThatAreRead() {
        assertThat(words("/$defs/failureClass/enum")).isEqualTo(words(FailureClass.values()));
        assertThat(words("/$defs/state/enum")).isEqualTo(words(RecordState.values()));
        assertThat(words("/$defs/test/properties/expect/properties/outcome/enum")).isEqualTo(words(Outcome.values()));
    }

    private Set<String> words(String pointer) {
        Set<String> words = new TreeSet<>();
        schema.at(pointer).forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Set<String> words(Enum<?>... values) {
        return Stream.of(values).map(value -> value.name().toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(TreeSet::new));
    }
}
