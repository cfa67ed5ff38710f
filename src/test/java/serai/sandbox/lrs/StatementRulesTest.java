package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.lrs.SampleStatement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static serai.testkit.lrs.SampleStatement.statement;

class StatementRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/id                        | \"180012C2-4d3c-51b5-8540-44fcfe5b0ba4\"",
            "/actor                     | {\"mbox\": \"mailto:anna@example.org\", \"name\": \"Anna\"}",
            "/actor                     | {\"mbox_sha1sum\": \"ebd31e95054c018b10727ccffd2ef2ec3a016ee9\"}",
            "/actor                     | {\"openid\": \"https://anna.example.org\"}",
            "/actor                     | {\"objectType\": \"Group\", \"member\": [{\"openid\": \"https://a.example.org\"}]}",
            "/actor                     | {\"objectType\": \"Group\", \"mbox\": \"mailto:team@example.org\"}",
            "/object                    | {\"id\": \"https://example.org/فعل\"}",
            "/object/definition/interactionType | \"choice\"",
            "/result/duration           | \"PT4H35M59.14S\"",
            "/result/duration           | \"P16W\"",
            "/result/score              | {\"scaled\": -1, \"raw\": 1.5}",
            "/context/language          | \"de-CH-1901\"",
            "/context/contextActivities | {\"parent\": {\"id\": \"https://example.org/parent\"}}",
            "/timestamp                 | \"2021-02-28T17:28:00+05:30\"",
            "/timestamp                 | \"2021-02-28T17:28:00.9401234+0530\"",
            "/timestamp                 | \"2021-02-28T17:28:00-05\"",
            "/version                   | \"1.0.3\"",
            "/authority                 | {\"openid\": \"https://lrs.example.org\"}",
            "/attachments               | [{\"usageType\": \"https://example.org/u\", \"display\": {\"en\": \"x\"}, \"contentType\": \"text/plain\", \"length\": 27, \"sha2\": \"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a\", \"fileUrl\": \"https://example.org/f\"}]"})
    void accepts(String pointer, String value) {
        assertThatCode(() -> check(statement().with(pointer, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/id                  | \"180012c2\"                          | /id must be a UUID",
            "/id                  | \"180012c2-4d3c-51b5-c540-44fcfe5b0ba4\" | /id must be a UUID of variant 2",
            "/id                  | 7                                     | /id must be a string",
            "/extra               | true                                  | the statement has the unknown property 'extra'",
            "/Result              | {}                                    | the statement has the unknown property 'Result'",
            "/actor/mbox          | \"mailto:anna@example.org\"           | /actor must have exactly one of",
            "/actor               | {\"name\": \"Anna\"}                  | but has 0",
            "/actor               | {\"mbox\": \"anna@example.org\"}      | /actor/mbox must be a mailto IRI",
            "/actor               | {\"mbox_sha1sum\": \"abc\"}           | /actor/mbox_sha1sum must be a SHA-1",
            "/actor               | {\"openid\": \"anna\"}                | /actor/openid must be an IRI",
            "/actor               | \"anna\"                              | /actor must be an object",
            "/actor/account       | {\"homePage\": \"mct\", \"name\": \"1\"} | /actor/account/homePage must be an IRI",
            "/actor/account       | {\"homePage\": \"https://mct.example.org\"} | /actor/account has no 'name'",
            "/actor/account/name  | 13273                                 | /actor/account/name must be a string",
            "/actor/account/id    | 1                                     | /actor/account has the unknown property 'id'",
            "/actor/objectType    | \"agent\"                             | /actor/objectType must be one of [Agent]",
            "/actor               | {\"objectType\": \"Group\"}           | /actor has no 'member'",
            "/actor               | {\"objectType\": \"Group\", \"member\": [{}]} | /actor/member/0 must have exactly one of",
            "/verb                | {}                                    | /verb has no 'id'",
            "/verb/id             | \"completed\"                         | /verb/id must be an IRI",
            "/verb/display        | {\"en_US\": \"completed\"}            | an RFC 5646 language tag belongs",
            "/verb/id             | \"http://adlnet.gov/expapi/verbs/voided\" | /object must be a StatementRef",
            "/object/id           | \"https://mct.example.org/a course\"  | /object/id must be an IRI",
            "/object/id           |                                       | /object/id must be a string",
            "/object/objectType   | \"Course\"                            | /object/objectType must be one of",
            "/object/definition/type | \"course\"                          | /object/definition/type must be an IRI",
            "/object/definition/steps | []                                | /object/definition has no 'interactionType'",
            "/object              | {\"objectType\": \"StatementRef\", \"id\": \"x\"} | /object/id must be a UUID",
            "/result/score/scaled | 1.01                                  | /result/score/scaled must be from -1 to 1",
            "/result/score/scaled | \"0.5\"                               | /result/score/scaled must be a number",
            "/result/score/raw    | 101                                   | /result/score must have raw up to max",
            "/result/score/raw    | -1                                    | /result/score must have min up to raw",
            "/result/score/min    | 100                                   | /result/score must have",
            "/result/completion   | \"true\"                              | /result/completion must be true or false",
            "/result/duration     | \"4 hours\"                           | /result/duration must be an ISO 8601 duration",
            "/result/extensions   | {\"plain\": 1}                        | where an IRI belongs",
            "/context/registration | \"7\"                                | /context/registration must be a UUID",
            "/context/team        | {\"mbox\": \"mailto:a@example.org\"}  | /context/team has no 'objectType'",
            "/context/contextActivities/course | []                       | has the unknown property 'course'",
            "/context/language    | \"de CH\"                             | /context/language must be an RFC 5646",
            "/timestamp           | \"2021-02-28T17:28:00.940\"           | /timestamp must be an ISO 8601 date and time with a zone",
            "/timestamp           | \"2021-02-28 17:28:00Z\"              | /timestamp must be",
            "/timestamp           | \"2021-02-28T17:28:00Z \"             | /timestamp must be",
            "/timestamp           | \"2021-02-28T17:28:00-00:00\"         | /timestamp must be",
            "/timestamp           | 1614533280                            | /timestamp must be a string",
            "/version             | \"2.0.0\"                             | /version must be 1.0.x",
            "/authority           | {}                                    | /authority must have exactly one of",
            "/attachments         | [{\"usageType\": \"https://example.org/u\"}] | /attachments/0 has no 'display'"})
    void refusesAndNamesThePlace(String pointer, String value, String message) {
        assertThatExceptionOfType(InvalidStatementException.class)
                .isThrownBy(() -> check(statement().with(pointer, value == null ? "" : value)))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actor", "/verb", "/object"})
    void requiresActorVerbAndObject(String part) {
        assertThatExceptionOfType(InvalidStatementException.class).isThrownBy(() -> check(statement().without(part)))
                .withMessage("the statement has no '%s', which is required", part.substring(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"statement\"", "7"})
    void refusesWhatIsNoObject(String json) {
        assertThatExceptionOfType(InvalidStatementException.class)
                .isThrownBy(() -> StatementRules.check(SampleStatement.parse(json)))
                .withMessage("the statement must be an object");
    }

    @Test
    void acceptsASubStatementButNotOneInsideOfAnother() {
        JsonNode inner = statement().without("/timestamp").json();
        String sub = inner.toString().replaceFirst("\\{", "{\"objectType\": \"SubStatement\",");
        String nested = statement().with("/object", sub).toString().replaceFirst("\\{", "{\"objectType\": \"SubStatement\",");

        assertThatCode(() -> check(statement().with("/object", sub).without("/context/platform"))).doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidStatementException.class)
                .isThrownBy(() -> check(statement().with("/object", nested)))
                .withMessage("/object/object must not be a SubStatement inside of another");
    }

    @Test
    void allowsAPlatformOnlyWhereTheObjectIsAnActivity() {
        assertThatExceptionOfType(InvalidStatementException.class)
                .isThrownBy(() -> check(statement().with("/object", "{\"objectType\": \"Agent\", \"openid\": \"https://a.b\"}")))
                .withMessageContaining("/context/platform may only be given");
    }

    private static void check(SampleStatement statement) {
        StatementRules.check(statement.json());
    }
}
