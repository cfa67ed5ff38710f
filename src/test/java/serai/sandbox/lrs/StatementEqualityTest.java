package serai.sandbox.lrs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.lrs.SampleStatement.statement;

class StatementEqualityTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/stored                    | \"2026-01-01T00:00:00Z\"",
            "/authority                 | {\"openid\": \"https://lrs.example.org\"}",
            "/version                   | \"1.0.0\"",
            "/timestamp                 | \"2021-02-28T18:28:00.94+01:00\"",
            "/verb/display              | {\"de\": \"abgeschlossen\"}",
            "/object/definition/name    | {\"und\": \"course 7\"}",
            "/context/contextActivities | {\"category\": {\"id\": \"https://example.org/profile/v1\", \"definition\": {}}}",
            "/result/score/raw          | 50.0"})
    void passesOverWhatIsNoPartOfTheStatement(String pointer, String value) {
        assertThat(StatementEquality.same(statement().json(), statement().with(pointer, value).json())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/actor/account/name              | \"13274\"",
            "/actor/name                      | \"Anna\"",
            "/verb/id                         | \"http://adlnet.gov/expapi/verbs/passed\"",
            "/object/id                       | \"https://mct.example.org/courses/1\"",
            "/result/score/raw                | 51",
            "/result/success                  | true",
            "/context/extensions/https:~1~1example.org~1ext~1type | 1",
            "/timestamp                       | \"2021-02-28T17:28:00.941Z\""})
    void seesEveryOtherDifference(String pointer, String value) {
        assertThat(StatementEquality.same(statement().json(), statement().with(pointer, value).json())).isFalse();
    }

    @Test
    void takesATimestampForGivenThatTheStoreHasAssigned() {
        assertThat(StatementEquality.same(statement().json(), statement().without("/timestamp").json())).isTrue();
        assertThat(StatementEquality.same(statement().without("/timestamp").json(), statement().json())).isFalse();
    }

    @Test
    void passesOverTheOrderOfMembersAndTheCaseOfADomain() {
        String one =
                "{\"objectType\": \"Group\", \"member\": [{\"mbox\": \"mailto:a@example.org\"}, {\"openid\": \"https://b.c\"}]}";
        String other =
                "{\"objectType\": \"Group\", \"member\": [{\"openid\": \"https://b.c\"}, {\"mbox\": \"mailto:a@Example.ORG\"}]}";
        String another = other.replace("mailto:a", "mailto:A");

        assertThat(StatementEquality.same(statement().with("/actor", one).json(), statement().with("/actor", other).json()))
                .isTrue();
        assertThat(StatementEquality.same(statement().with("/actor", one).json(), statement().with("/actor", another).json()))
                .isFalse();
    }
}
