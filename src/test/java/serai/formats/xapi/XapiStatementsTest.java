package serai.formats.xapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.formats.FormatRecords;
import serai.formats.UntranslatableRecordException;
import serai.model.Activity;
import serai.model.ContactType;
import serai.model.EventType;
import serai.model.Learner;
import serai.model.LearningRecord;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class XapiStatementsTest {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Learner LEARNER = new Learner("13273", "e-1", "Anna", "Berg", null, null, Map.of("ref3", "north"));

    @Test
    void tellsNothingOfTheLearnerButTheAccountUnlessAskedTo() {
        String statement = new XapiStatements(FormatRecords.SETTINGS).write(List.of(completion(null)));

        assertThat(statement).doesNotContain("Anna", "Berg", "e-1", "north");
    }

    @Test
    void tellsTheNameWhereAskedTo() {
        JsonNode actor = statement(settings("https://mct.example.org", false, true), completion(null)).path("actor");

        assertThat(actor.path("name").asText()).isEqualTo("Anna Berg");
        assertThat(actor.path("account").path("name").asText()).isEqualTo("13273");
    }

    @Test
    void tellsTheClientsOwnIdAndReferencesWhereAskedTo() {
        JsonNode extensions = statement(settings("https://mct.example.org", true, false), completion(null))
                .path("context").path("extensions");

        assertThat(extensions.path("https://example.org/xapi/ext/external-id").asText()).isEqualTo("e-1");
        assertThat(extensions.path("https://example.org/xapi/ext/refs").path("ref3").asText()).isEqualTo("north");
        assertThat(extensions.path("https://example.org/xapi/ext/occurred-as-sent").asText()).isEqualTo("as sent");
    }

    @ParameterizedTest
    @CsvSource({"50, 0.5", "0, 0", "100, 1", "0.1, 0.001", "33.333333333333333333333333333333, 0.33333333333333333333333333333333",
            "50.50, 0.505"})
    void scalesAScoreToTheLastDigit(BigDecimal percentage, BigDecimal scaled) {
        JsonNode score = statement(FormatRecords.SETTINGS, completion(percentage)).path("result").path("score");

        assertThat(score.path("raw").decimalValue()).isEqualTo(percentage);
        assertThat(score.path("scaled").decimalValue()).isEqualTo(scaled);
        assertThat(score.path("min").intValue()).isZero();
        assertThat(score.path("max").intValue()).isEqualTo(100);
    }

    @Test
    void leavesTheScoreOutWhereThereIsNone() {
        assertThat(statement(FormatRecords.SETTINGS, completion(null)).path("result").toString())
                .isEqualTo("{\"completion\":true}");
    }

    @ParameterizedTest
    @CsvSource({"CON 20938/ES, CON%2020938%2FES", "a+b*c~d_e-f.g, a%2Bb%2Ac~d_e-f.g", "é?#, %C3%A9%3F%23"})
    void encodesIdsIntoIris(String sku, String segment) {
        LearningRecord record = FormatRecords.completion(LEARNER, Activity.of(Activity.Type.COURSE, sku, null), null);

        assertThat(statement(FormatRecords.SETTINGS, record).at("/object/id").asText())
                .isEqualTo("https://mct.example.org/courses/" + segment);
    }

    @Test
    void keepsAnAddressAsItIsSetButDoublesNoSlash() {
        JsonNode statement = statement(settings("https://mct.example.org/", false, false), completion(null));

        assertThat(statement.at("/actor/account/homePage").asText()).isEqualTo("https://mct.example.org/");
        assertThat(statement.at("/object/id").asText()).isEqualTo("https://mct.example.org/courses/2475");
    }

    @ParameterizedTest
    @CsvSource({
            "ACCOUNT, anna@example.org, EMAIL, '{\"account\":{\"homePage\":\"https://learn.example.org/\",\"name\":\"13273\"}}'",
            "MBOX, anna@example.org, EMAIL, '{\"mbox\":\"mailto:anna@example.org\"}'",
            "MBOX_SHA1SUM, anna@example.org, EMAIL, '{\"mbox_sha1sum\":\"41439fd30116c4ee020ef587b7f9a3f1d537d8a8\"}'",
            "MBOX, anna@example.org, AZURE_AD, '{\"account\":{\"homePage\":\"https://learn.example.org/\",\"name\":\"13273\"}}'",
            "MBOX_SHA1SUM, +31 20 1234567, PHONE, '{\"account\":{\"homePage\":\"https://learn.example.org/\",\"name\":\"13273\"}}'",
            "MBOX, , EMAIL, '{\"account\":{\"homePage\":\"https://learn.example.org/\",\"name\":\"13273\"}}'",
            "MBOX, anna at example.org, EMAIL, '{\"account\":{\"homePage\":\"https://learn.example.org/\",\"name\":\"13273\"}}'"})
    void namesTheLearnerByWhatIsSetAndByTheAccountWhereThereIsNoAddress(XapiActor actor, String contact, ContactType type,
            String identifier) {
        Learner learner = new Learner("13273", null, null, null, contact, type, Map.of());

        ObjectNode written = (ObjectNode) statement(FormatRecords.talkative(actor),
                FormatRecords.completion(learner, FormatRecords.COURSE, null)).path("actor");
        written.remove("objectType");
        assertThat(written).hasToString(identifier);
    }

    @ParameterizedTest
    @CsvSource({"62.5, passed, true", "100, passed, true", "62.4, failed, false", "0, failed, false"})
    void judgesAnExamByThePassMark(BigDecimal percentage, String verb, boolean success) {
        JsonNode statement = statement(FormatRecords.talkative(XapiActor.ACCOUNT), exam(percentage));

        assertThat(statement.at("/verb/id").asText()).endsWith("/" + verb);
        assertThat(statement.at("/verb/display/en-US").asText()).isEqualTo(verb);
        assertThat(statement.at("/result/success").isBoolean()).isTrue();
        assertThat(statement.at("/result/success").booleanValue()).isEqualTo(success);
        assertThat(statement.at("/result/completion").booleanValue()).isTrue();
    }

    @Test
    void saysNothingOfSuccessWithoutAPassMarkOrAScore() {
        for (JsonNode statement : List.of(statement(FormatRecords.SETTINGS, exam(BigDecimal.TEN)),
                statement(FormatRecords.talkative(XapiActor.ACCOUNT), exam(null)),
                statement(FormatRecords.SETTINGS, completion(null)))) {
            assertThat(statement.at("/verb/id").asText()).isEqualTo("http://adlnet.gov/expapi/verbs/completed");
            assertThat(statement.path("result").has("success")).isFalse();
        }
    }

    @Test
    void callsACompletedCourseASuccessWhereAskedTo() {
        JsonNode statement = statement(FormatRecords.talkative(XapiActor.ACCOUNT), completion(null));

        assertThat(statement.at("/result/success").booleanValue()).isTrue();
        assertThat(statement.at("/verb/id").asText()).isEqualTo("http://adlnet.gov/expapi/verbs/completed");
    }

    @Test
    void tellsWhichMappingWroteIt() {
        assertThat(statement(FormatRecords.SETTINGS, completion(null)).path("context").path("extensions")
                .path("https://example.org/xapi/ext/mapping").asText()).isEqualTo("xapi:statement/1");
    }

    @Test
    void refusesARecordOfAnUnknownTypeOrWithoutItsParts() {
        LearningRecord whole = completion(null);
        LearningRecord withoutActivity = new LearningRecord(1, whole.id(), "mct", whole.platform(), whole.type(),
                whole.platformType(), whole.occurredAt(), whole.occurredAsSent(), whole.receivedAt(), LEARNER, null,
                whole.result(), whole.marks(), null);

        for (LearningRecord record : List.of(FormatRecords.unknown(), withoutActivity)) {
            assertThatThrownBy(() -> statement(FormatRecords.SETTINGS, record))
                    .isInstanceOf(UntranslatableRecordException.class)
                    .hasMessageContaining(record.id().toString()).hasMessageContaining(record.type())
                    .message().doesNotContain("Anna", "Berg", "13273");
        }
    }

    private static LearningRecord exam(BigDecimal percentage) {
        LearningRecord course = completion(percentage);
        return new LearningRecord(1, course.id(), course.source(), course.platform(), EventType.MODULE_COMPLETED.name(),
                course.platformType(), course.occurredAt(), course.occurredAsSent(), course.receivedAt(), LEARNER,
                new Activity(Activity.Type.EXAM, "7", null, FormatRecords.COURSE), course.result(), course.marks(), null);
    }

    private static LearningRecord completion(BigDecimal percentage) {
        return FormatRecords.completion(LEARNER, FormatRecords.COURSE, percentage);
    }

    private static XapiSettings settings(String mctHome, boolean learnerDetails, boolean learnerName) {
        return new XapiSettings(mctHome, "https://praesidiumacademy.com", FormatRecords.SETTINGS.profile(),
                FormatRecords.SETTINGS.extensions() + "/", "https://example.org/learning-path", learnerDetails, learnerName);
    }

    private static JsonNode statement(XapiSettings settings, LearningRecord record) {
        try {
            return EXACT.readTree(new XapiStatements(settings).write(List.of(record))).get(0);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
