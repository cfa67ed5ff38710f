package serai.sources.mct;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.model.Activity;
import serai.model.ContactType;
import serai.model.Identity;
import serai.model.LearningRecord;
import serai.sources.UnreadableEventException;
import serai.testkit.Payloads;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MctDecoderTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final MctDecoder decoder = new MctDecoder("mct", Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({"mct-login, ''", "mct-course-start, 2475", "mct-module-exam, 2475/8976", "mct-course-completion, 2475"})
    void identifiesAnEventByItsLearnerObjectAndTimeAsSent(String name, String object) {
        LearningRecord record = decoder.decode(Payloads.bytes(Payloads.documented(name).toString()));

        assertThat(record.id())
                .isEqualTo(Identity.of("mct", record.type(), "13273", object, record.occurredAsSent()));
        assertThat(record.receivedAt()).isEqualTo(NOW);
    }

    @Test
    void givesTheSameIdWhateverElseTheEventSays() {
        LearningRecord asDocumented = decodeWith("mct-module-exam", "/MessageBody/UserId", "13273");

        assertThat(decodeWith("mct-module-exam", "/MessageBody/UserId", "\" 13273 \"").id()).isEqualTo(asDocumented.id());
        assertThat(decodeWith("mct-module-exam", "/MessageBody/ExamPercentage", "\"51\"").id()).isEqualTo(asDocumented.id());
        assertThat(decodeWith("mct-module-exam", "/MessageBody/CourseItemId", "8975").id()).isNotEqualTo(asDocumented.id());
        assertThat(decodeWith("mct-module-exam", "/MessageBody/CourseId", "2476").id()).isNotEqualTo(asDocumented.id());
    }

    @ParameterizedTest
    @CsvSource({"13273, 13273", "'\"13273\"', 13273", "'\" 13273 \"', 13273", "'\"a-b\"', a-b",
            "123456789012345678901234567890, 123456789012345678901234567890"})
    void takesAnIdAsNumberOrText(String sent, String id) {
        assertThat(decodeWith("mct-login", "/MessageBody/UserId", sent).learner().id()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"Email, EMAIL", "EMAIL, EMAIL", "phone, PHONE", "AzureAD, AZURE_AD", "AZUREAD, AZURE_AD", "' Email ', EMAIL"})
    void readsTheContactTypeInAnyCase(String sent, ContactType type) {
        assertThat(decodeWith("mct-login", "/MessageBody/ContactType", "\"" + sent + "\"").learner().contactType())
                .isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "null", "\"\"", "\"  \""})
    void takesALearnerWithoutNameOrContact(String value) {
        assertThat(decodeWith("mct-login", "/MessageBody/FirstName", value).learner().firstName()).isNull();
        assertThat(decodeWith("mct-login", "/MessageBody/LastName", value).learner().lastName()).isNull();
        LearningRecord anonymous = decodeWith("mct-login", "/MessageBody/Contact", value);
        assertThat(anonymous.learner().contact()).isNull();
        assertThat(anonymous.learner().contactType()).isNull();
    }

    @Test
    void passesNamesAndTitlesAsTheyAre() {
        assertThat(decodeWith("mct-login", "/MessageBody/FirstName", "\" Zoe\u0308 \uD83D\uDE00\"").learner().firstName())
                .isEqualTo(" Zoe\u0308 \uD83D\uDE00");
        assertThat(decodeWith("mct-course-start", "/MessageBody/CourseName", "\" A \\\"B\\\" \"").activity().name())
                .isEqualTo(" A \"B\" ");
        assertThat(decodeWith("mct-course-start", "/MessageBody/CourseName", "2024").activity().name()).isEqualTo("2024");
    }

    @Test
    void refusesHalfACharacter() {
        String event = Payloads.documented("mct-course-start").toString();

        assertThatThrownBy(() -> decoder.decode(Payloads.bytes(event.replace("course7", "Fire \\ud83d"))))
                .isInstanceOf(UnreadableEventException.class).hasMessageStartingWith("line 1, column ")
                .hasMessageContaining("half a surrogate pair");
        assertThat(decoder.decode(Payloads.bytes(event.replace("course7", "Fire \\ud83d\\ude00"))).activity().name())
                .isEqualTo("Fire \uD83D\uDE00");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {"'\"50\"', 50", "'\"50.0\"', 50.0", "'\" 50 \"', 50", "'\"50%\"', 50",
            "'\"33.333333333333333333333333333333 %\"', 33.333333333333333333333333333333", "'\"0\"', 0", "'\"100\"', 100",
            "50, 50", "50.50, 50.50", "5E+1, 50", "0, 0",
            "'\"Not Applicable\"', none", "'\"not applicable\"', none", "'\" NOT APPLICABLE \"', none", "'\"\"', none",
            "'\"  \"', none", "null, none"})
    void keepsThePercentageToTheLastDigitAndNoneIsNotZero(String sent, BigDecimal percentage) {
        assertThat(decodeWith("mct-module-exam", "/MessageBody/ExamPercentage", sent).result().percentage())
                .isEqualTo(percentage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "\"-1\"", "-1", "\"100.01\"", "101", "1e999", "1e-150", "\"1e1\"", "\"fifty\"",
            "\"NaN\"", "\"50 of 100\"", "\"50,5\"", "\".5\"", "\"%\"", "true", "{}", "[50]"})
    void refusesWhatIsNoPercentage(String sent) {
        assertUnreadable("mct-course-completion", "/MessageBody/ExamPercentage", sent);
        assertUnreadable("mct-module-exam", "/MessageBody/ExamPercentage", sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"lesson\"", "\"LESSON\"", "\" Lesson \""})
    void readsTheModuleTypeInAnyCase(String sent) {
        assertThat(decodeWith("mct-module-exam", "/MessageBody/ModuleType", sent).activity().kind())
                .isEqualTo(Activity.Type.LESSON);
    }

    @ParameterizedTest
    @CsvSource({
            "mct-login, /EventType", "mct-login, /MessageBody", "mct-login, /MessageBody/UserId",
            "mct-login, /MessageBody/ContactType", "mct-login, /MessageBody/LoginTime",
            "mct-course-start, /MessageBody/CourseId", "mct-course-start, /MessageBody/CourseName",
            "mct-course-start, /MessageBody/StartDate", "mct-module-exam, /MessageBody/UserId",
            "mct-module-exam, /MessageBody/CourseId", "mct-module-exam, /MessageBody/CourseName",
            "mct-module-exam, /MessageBody/CourseItemId", "mct-module-exam, /MessageBody/ModuleType",
            "mct-module-exam, /MessageBody/CompletionDate", "mct-course-completion, /MessageBody/UserId",
            "mct-course-completion, /MessageBody/CourseId", "mct-course-completion, /MessageBody/CourseName",
            "mct-course-completion, /MessageBody/CompletionDate"})
    void isStrictAboutWhatIsRequired(String name, String pointer) {
        for (String value : new String[]{"missing", "null", "\"\"", "\" \"", "true", "1.5", "[]", "[\"a\"]"}) {
            assertUnreadable(name, pointer, value);
        }
    }

    @ParameterizedTest
    @CsvSource({"mct-login, /MessageBody/FirstName", "mct-login, /MessageBody/LastName", "mct-login, /MessageBody/Contact"})
    void refusesAnOptionalFieldOfAnotherJsonType(String name, String pointer) {
        assertUnreadable(name, pointer, "{}");
        assertUnreadable(name, pointer, "false");
    }

    @ParameterizedTest
    @CsvSource({"mct-login, /MessageBody/LoginTime, '\"soon\"'", "mct-login, /MessageBody/LoginTime, 1614533205",
            "mct-login, /MessageBody/ContactType, '\"Fax\"'", "mct-module-exam, /MessageBody/ModuleType, '\"Quiz\"'"})
    void refusesAWordThatIsNotDocumented(String name, String pointer, String value) {
        assertUnreadable(name, pointer, value);
    }

    @Test
    void keepsAnEventOfAnUnknownType() {
        byte[] raw = Payloads.bytes("{\"EventType\": \" BADGE_EARNED \", \"MessageBody\": {\"Anything\": []}}");

        LearningRecord record = decoder.decode(raw);

        assertThat(record.type()).isEqualTo("BADGE_EARNED");
        assertThat(record.platformType()).isEqualTo("BADGE_EARNED");
        assertThat(record.id()).isEqualTo(Identity.ofUnknown("mct", record.raw()));
        assertThat(record.raw().bytes()).isSameAs(raw);
        assertThat(record.receivedAt()).isEqualTo(NOW);
        assertThat(record).extracting("occurredAt", "occurredAsSent", "learner", "activity", "result")
                .containsOnlyNulls();
    }

    @Test
    void neverMistakesAnUnknownTypeForOneOfOurs() {
        LearningRecord record = decoder.decode(Payloads.bytes("{\"EventType\": \"LOGGED_IN\", \"MessageBody\": {}}"));

        assertThat(record.type()).isEqualTo("MCT.LOGGED_IN");
        assertThat(record.platformType()).isEqualTo("LOGGED_IN");
    }

    @Test
    void refusesATimeThatItsOffsetLeadsOutOfTheYearsThatFormatsHold() {
        for (String time : new String[]{"9999-12-31T23:59:59.9999999-08:00", "0001-01-01T00:00:00+00:01"}) {
            assertThat(unreadable("mct-login", "/MessageBody/LoginTime", '"' + time + '"'))
                    .hasMessageContaining("/MessageBody/LoginTime is outside the years 0001 to 9999 in UTC");
        }
    }

    @Test
    void saysWhatIsWrongWithoutQuotingIt() {
        UnreadableEventException e = unreadable("mct-login", "/MessageBody/LoginTime", "\"when Anna came\"");

        assertThat(e).hasNoCause().hasMessage(
                "/MessageBody/LoginTime isn't a time; send the event again with a time such as 2021-02-28T17:26:45.281Z there");
        assertThat(e.expected()).isEqualTo("a time such as 2021-02-28T17:26:45.281Z");
        assertThat(e.line()).isZero();
        assertThat(e.column()).isZero();
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
