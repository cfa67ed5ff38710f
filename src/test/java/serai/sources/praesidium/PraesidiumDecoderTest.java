package serai.sources.praesidium;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.model.ContactType;
import serai.model.Identity;
import serai.model.LearningRecord;
import serai.sources.UnreadableEventException;
import serai.testkit.Payloads;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PraesidiumDecoderTest {

    private static final String COURSE = "praesidium-course-completed";
    private static final String PATH = "praesidium-learning-path-completed";
    private static final String USER = "/event_specific_detail/user_detail";

    private final PraesidiumDecoder decoder = new PraesidiumDecoder("praesidium",
            Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({COURSE + ", CON20938ES", PATH + ", CONLP10023EN"})
    void identifiesAnEventByItsLearnerSkuAndTimeAsSent(String name, String sku) {
        LearningRecord record = decode(Payloads.documented(name));

        assertThat(record.id()).isEqualTo(Identity.of("praesidium", record.type(),
                "aaaaaaaa-bbbb-cccc-dddd-ffffffffffff", sku, "2018-03-01 17:45:37"));
    }

    /** Whether two spellings are one person is for a destination to say; an id that guesses can't be mended later. */
    @ParameterizedTest
    @CsvSource({"anna@example.org, Anna@example.org", "\u00e9va@example.org, e\u0301va@example.org",
            "anna@example.org, anna@example.org\u00a0"})
    void tellsLearnersApartByCaseAndByTheFormOfTheirLetters(String one, String other) {
        assertThat(ofLearner(one).id()).isNotEqualTo(ofLearner(other).id());
    }

    @ParameterizedTest
    @ValueSource(strings = {" anna@example.org", "anna@example.org\t\n", "\u2003anna@example.org "})
    void takesBlanksAroundAnIdForNothing(String address) {
        LearningRecord record = ofLearner(address);

        assertThat(record.id()).isEqualTo(ofLearner("anna@example.org").id());
        assertThat(record.learner().id()).isEqualTo("anna@example.org");
        assertThat(record.learner().contact()).isEqualTo(address);
    }

    private LearningRecord ofLearner(String address) {
        ObjectNode event = Payloads.documented(COURSE);
        ((ObjectNode) event.at("/event_context")).put("user", address).remove("uuid");
        ((ObjectNode) event.at(USER)).putNull("clientExternalId");
        return decode(event);
    }

    @ParameterizedTest
    @CsvSource({"/event_specific_detail", USER, USER + "/first_name", USER + "/last_name", USER + "/clientExternalId",
            USER + "/ref3", USER + "/ref9", "/event_context/user", "/event_context/uuid"})
    void readsEveryShapeThatTheChangelogImplies(String pointer) {
        for (String name : new String[]{COURSE, PATH}) {
            for (String value : new String[]{"missing", "null"}) {
                assertThat(decodeWith(name, pointer, value).activity().name()).isEqualTo("Duty to Report: Mandated Reporter");
            }
        }
    }

    @Test
    void leavesOutWhatIsAbsent() {
        LearningRecord record = decodeWith(COURSE, "/event_specific_detail", "missing");

        assertThat(record.learner().firstName()).isNull();
        assertThat(record.learner().externalId()).isNull();
        assertThat(record.learner().refs()).isEmpty();
        assertThat(decodeWith(COURSE, USER, "{\"ref3\": \"\", \"ref4\": null, \"ref5\": 5, \"ref6\": \"x\"}").learner().refs())
                .isEqualTo(Map.of("ref5", "5"));
    }

    @Test
    void knowsTheLearnerByUuidThenByTheClientsIdThenByAddress() {
        ObjectNode event = Payloads.documented(COURSE);
        assertThat(decode(event).learner().id()).isEqualTo("aaaaaaaa-bbbb-cccc-dddd-ffffffffffff");

        ((ObjectNode) event.at("/event_context")).put("uuid", " ");
        assertThat(decode(event).learner().id()).isEqualTo("1234569");

        ((ObjectNode) event.at(USER)).putNull("clientExternalId");
        assertThat(decode(event).learner().id()).isEqualTo("email@gmail.com");
        assertThat(decode(event).learner().contact()).isEqualTo("email@gmail.com");
        assertThat(decode(event).learner().contactType()).isEqualTo(ContactType.EMAIL);

        ((ObjectNode) event.at("/event_context")).remove("user");
        UnreadableEventException e = catchThrowableOfType(UnreadableEventException.class, () -> decode(event));
        assertThat(e.pointer()).isEqualTo("/event_context/uuid");
    }

    @Test
    void readsTheCamelCaseNamesOfTheOldDocument() {
        String old = Payloads.documented(PATH).toString()
                .replace("event_type", "eventType").replace("event_timestamp", "eventTimestamp")
                .replace("event_context", "eventContext").replace("event_specific_detail", "eventSpecificDetail")
                .replace("user_detail", "userDetail").replace("first_name", "firstName")
                .replace("last_name", "lastName").replace("learning_path", "learningPath");

        assertThat(decoder.decode(Payloads.bytes(old)).withRaw(null))
                .isEqualTo(decode(Payloads.documented(PATH)).withRaw(null));
    }

    @Test
    void prefersThePresentNameWhereBothStand() {
        ObjectNode event = Payloads.documented(COURSE);
        event.put("eventType", "SOMETHING_ELSE");

        assertThat(decode(event).type()).isEqualTo("COURSE_COMPLETED");
    }

    @ParameterizedTest
    @CsvSource({"'\"1.0\"'", "'\" 1.0 \"'", "1.0"})
    void readsVersionOneAsTextOrNumber(String version) {
        assertThat(decodeWith(COURSE, "/version", version).type()).isEqualTo("COURSE_COMPLETED");
    }

    @ParameterizedTest
    @CsvSource({"'\"2.0\"', COURSE_COMPLETED@2.0", "'\"1.1\"', COURSE_COMPLETED@1.1", "2, COURSE_COMPLETED@2"})
    void keepsAnEventOfAnotherVersion(String version, String type) {
        LearningRecord record = decodeWith(COURSE, "/version", version);

        assertThat(record.type()).isEqualTo(type);
        assertThat(record.platformType()).isEqualTo("COURSE_COMPLETED");
        assertThat(record.id()).isEqualTo(Identity.ofUnknown("praesidium", record.raw()));
        assertThat(record).extracting("occurredAt", "occurredAsSent", "learner", "activity", "result")
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @CsvSource({"'{\"event_type\": \"BADGE_EARNED\"}', BADGE_EARNED",
            "'{\"eventType\": \" BADGE_EARNED \", \"version\": null}', BADGE_EARNED",
            "'{\"event_type\": \"BADGE_EARNED\", \"version\": \"1.0\", \"event_context\": 5}', BADGE_EARNED",
            "'{\"event_type\": \"LOGGED_IN\", \"version\": \"1.0\"}', PRAESIDIUM.LOGGED_IN"})
    void keepsAnEventOfAnUnknownType(String event, String type) {
        assertThat(decoder.decode(Payloads.bytes(event)).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/event_type", "/event_timestamp", "/event_context", "/event_context/course",
            "/event_context/course/id", "/event_context/course/name"})
    void isStrictAboutWhatIsRequired(String pointer) {
        for (String value : new String[]{"missing", "null", "\"\"", "\" \"", "true", "1.5", "[]"}) {
            assertUnreadable(COURSE, pointer, value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/event_context/learning_path", "/event_context/learning_path/id",
            "/event_context/learning_path/name"})
    void isStrictAboutALearningPathToo(String pointer) {
        for (String value : new String[]{"missing", "null", "\"\"", "true", "1.5", "[]"}) {
            assertUnreadable(PATH, pointer, value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "null", "\" \"", "\"\u2003\"", "{}", "[]"})
    void refusesAKnownTypeWithoutAVersion(String value) {
        assertUnreadable(COURSE, "/version", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/event_context/uuid", "/event_context/user", "/event_specific_detail", USER,
            USER + "/first_name", USER + "/clientExternalId", USER + "/ref7"})
    void refusesAnOptionalFieldOfAnotherJsonType(String pointer) {
        assertUnreadable(COURSE, pointer, "true");
        assertUnreadable(PATH, pointer, "[1]");
    }

    @Test
    void refusesATimeThatDoesNotExist() {
        assertUnreadable(COURSE, "/event_timestamp", "\"2018-02-30 17:45:37\"");
    }

    @Test
    void namesAllThatIsWrongInTheOrderOfTheDocument() {
        String event = """
                {"event_specific_detail": {"user_detail": {"ref4": [], "ref3": {}}},
                 "event_context": {"course": {"name": null}, "uuid": false},
                 "version": "1.0", "event_type": "COURSE_COMPLETED"}""";

        UnreadableEventException e =
                catchThrowableOfType(UnreadableEventException.class, () -> decoder.decode(Payloads.bytes(event)));

        assertThat(e.pointers()).containsExactly(USER + "/ref4", USER + "/ref3", "/event_context/course/name",
                "/event_context/course/id", "/event_context/uuid", "/event_timestamp");
        assertThat(e).hasNoCause().hasMessage(USER
                + "/ref4 is of the wrong JSON type (and 5 more); send the event again with a text or null there");
    }

    @ParameterizedTest
    @CsvSource({"/event_context/course/id, missing, is missing, the course's SKU as text",
            "/event_context/course, missing, is missing, an object with the course's id and name",
            "/event_context/course/name, null, is null, the course's name as text",
            "/event_context/course/id, '\"\"', is blank, the course's SKU as text",
            "/event_context/user, [], is of the wrong JSON type, a text or null",
            "/event_timestamp, missing, is missing, a time in UTC such as 2018-03-01 17:45:37"})
    void saysWhatWasExpected(String pointer, String value, String problem, String expected) {
        UnreadableEventException e = unreadable(COURSE, pointer, value);

        assertThat(e.expected()).isEqualTo(expected);
        assertThat(e).hasMessage("%s %s; send the event again with %s there".formatted(pointer, problem, expected));
    }

    private LearningRecord decode(ObjectNode event) {
        return decoder.decode(Payloads.bytes(event.toString()));
    }

    private LearningRecord decodeWith(String name, String pointer, String value) {
        return decoder.decode(Payloads.with(name, pointer, value));
    }

    private void assertUnreadable(String name, String pointer, String value) {
        assertThat(unreadable(name, pointer, value)).as("%s = %s", pointer, value).isNotNull()
                .extracting(UnreadableEventException::pointer).isEqualTo(pointer);
    }

    private UnreadableEventException unreadable(String name, String pointer, String value) {
        return catchThrowableOfType(UnreadableEventException.class, () -> decodeWith(name, pointer, value));
    }
}
