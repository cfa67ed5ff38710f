package serai.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.model.CanonicalJson;
import serai.model.ContactType;
import serai.model.Learner.MatchedBy;
import serai.model.LearningRecord;
import serai.testkit.Golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The published schema says what lines are: none that we write is against it, and lines of every version stay readable. */
class JsonLinesSchemaTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Path FILE = Path.of("docs/schemas/learning-record-1.json");
    private static final JsonSchema SCHEMA = read(FILE);

    @Test
    void isASchemaOfThatDraft() throws IOException {
        JsonSchema draft = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(draft.validate(MAPPER.readTree(Files.readString(FILE)))).isEmpty();
    }

    @Test
    void aRecordOfAnUnknownTypeIsOfTheSchema() {
        assertValid(new JsonLines().write(List.of(FormatRecords.unknown())));
    }

    @ParameterizedTest
    @CsvSource({"/id, x", "/platform, MOODLE", "/receivedAt, 2026-11-22", "/source, ''", "/learner/contactType, FAX",
            "/activity/kind, BOOK", "/schemaVersion, 1", "/result/percentage, high", "/result/passed, yes", "/colour, red"})
    void aLineThatIsNoneIsRefused(String pointer, String value) throws JsonProcessingException {
        JsonNode line = MAPPER.readTree(text("jsonl/mct-module-exam.jsonl"));
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) line.at(pointer.substring(0, slash))).put(pointer.substring(slash + 1), value);

        assertThat(SCHEMA.validate(line)).isNotEmpty();
    }

    @Test
    void namesTheVersionThatIsWrittenAndEveryTypeOfContact() throws IOException {
        JsonNode schema = MAPPER.readTree(Files.readString(FILE));

        assertThat(schema.at("/properties/schemaVersion/const").intValue()).isEqualTo(LearningRecord.SCHEMA_VERSION);
        assertThat(schema.at("/properties/learner/properties/contactType/enum")).extracting(JsonNode::textValue)
                .containsExactlyElementsOf(Arrays.stream(ContactType.values()).map(Enum::name).toList());
    }

    @Test
    void linesOfTheFirstVersionStayReadable() {
        List<String> lines = text("versions/1.jsonl").lines().toList();

        assertThat(lines).hasSizeGreaterThan(10).map(CanonicalJson::read)
                .isEqualTo(Golden.names("jsonl").stream().map(FormatRecords::golden).toList());
        assertValid(text("versions/1.jsonl"));
    }

    @Test
    void aRecordWithAPersonIsOfTheSecondVersionAndCanBeReadBack() throws JsonProcessingException {
        LearningRecord record = FormatRecords.golden("mct-module-exam").withPerson("E-1029", MatchedBy.EMAIL);

        String line = new JsonLines().write(List.of(record));

        assertThat(read(Path.of("docs/schemas/learning-record-2.json")).validate(MAPPER.readTree(line))).isEmpty();
        assertThat(SCHEMA.validate(MAPPER.readTree(line))).as("of the first version").isNotEmpty();
        assertThat(CanonicalJson.read(line)).isEqualTo(record);
    }

    /** @param lines each of them */
    static void assertValid(String lines) {
        assertThat(lines.split("\n")).allSatisfy(line -> assertThat(SCHEMA.validate(MAPPER.readTree(line))).isEmpty());
    }

    private static String text(String golden) {
        return new String(Golden.read(golden), StandardCharsets.UTF_8);
    }

    private static JsonSchema read(Path file) {
        try {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
