package serai.rehearsal.tests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.cli.terminal.StoredSettings;
import serai.rehearsal.LineDiff;
import serai.rehearsal.tests.TestResult.Failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TestFileTest {

    private static final String TEST = """
            destination: lrs
            tests:
              - name: a login
                event:
                  file: login.json
                answers: [400]
                expect:
                  destinations: [archive, hr]
                  failures: [refused]
                  documents:
                    - pointers:
                        /0/verb/id: other
                        /0/actor/account/name: "1"
                      file: golden.json
            """;

    @TempDir
    private Path folder;

    private Path file(String yaml) throws IOException {
        Files.writeString(folder.resolve("login.json"), """
                {"EventType": "LOGIN", "MessageBody": {"FirstName": "A", "LastName": "B", "UserId": 1, "Contact": "a@example.org",
                "ContactType": "Email", "LoginTime": "2026-01-02T03:00:00Z"}}""");
        Files.writeString(folder.resolve("golden.json"), "[{\"id\": \"x\"}]");
        return Files.writeString(folder.resolve("x.test.yaml"), yaml);
    }

    @Test
    void tellsTheLineOfEachExpectationThatIsNotMet() throws Exception {
        List<TestResult> results = TestFile.read(file(TEST)).run(StoredSettings.context());

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.name()).isEqualTo("a login");
            assertThat(result.line()).isEqualTo(3);
            assertThat(result.failures()).extracting(Failure::line).containsExactlyInAnyOrder(8, 12, 14);
            assertThat(result.failures().get(0).details()).containsExactly("- [archive, hr]", "+ [archive, lrs, warehouse]");
            assertThat(result.failures()).last().satisfies(
                    golden -> assertThat(golden.details()).contains("-   \"id\" : \"x\"").anyMatch(line -> line.startsWith("+ ")));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "destinations: | destination: | 8 | there is no 'destination' here; did you mean destinations?",
            "event: | evnt: | 4 | there is no 'evnt' here; did you mean event?",
            "login.json | logn.json | 5 | there is no file",
            "[refused] | [refuse] | 9 | there is no 'refuse'; there are unavailable, refused",
            "/0/verb/id | 0/verb/id | 12 | '0/verb/id' is no JSON pointer",
            "[400] | [40] | 6 | 40 is neither an HTTP status",
            "tests: | test: | 2 | there is no 'test' here; did you mean tests?",
            "destination: lrs | description: x | 9 | 'failures' is about a delivery; name its destination",
            "name: a login | name: [a, b] | 3 | here one value is expected",
            "tests: | tests: { | 3 | "})
    void refusesWhatHasAnotherFormWithItsLine(String given, String instead, int line, String why) throws IOException {
        Path file = file(TEST.replaceFirst(given.replace("[", "\\["), instead));

        assertThatThrownBy(() -> TestFile.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("%s:%s: ".formatted(file, line)).hasMessageContaining(why == null ? "" : why);
    }

    @Test
    void knowsADestinationThatNoRouteReads() throws Exception {
        assertThat(TestFile.read(file(TEST.replace("destination: lrs", "destination: hr"))).run(StoredSettings.context()).get(0)
                .failures()).filteredOn(failure -> failure.what().equals("destination")).singleElement()
                .satisfies(failure -> assertThat(failure.details()).contains("- a route that reads journal:hr"));
    }

    @Test
    void tellsWhereAFileOfJsonIsBroken() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"id\": 1,\n");

        assertThatThrownBy(() -> TestFile.read(file("""
                tests:
                  - name: an event
                    event: broken.json
                    expect:
                      outcome: routed
                """))).hasMessageContaining(".test.yaml:3: " + broken + ":2:1: the JSON ends too early");
        assertThatThrownBy(() -> TestFile.read(file("""
                tests:
                  - name: an event
                    event:
                      payload: '{"id"'
                    expect:
                      outcome: routed
                """))).hasMessageContaining(".test.yaml:4: line 1, column 6 of the payload: the JSON ends too early");
        assertThatThrownBy(() -> TestFile.read(file(TEST.replace("golden.json", "broken.json"))).run(StoredSettings.context()))
                .hasMessageContaining("broken.json:2:1: the JSON ends too early");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown.json", "{file: unknown.json}", "{payload: {a: 1}}"})
    void refusesAnEventThatDoesNotShowItsPlatformHoweverItIsGiven(String event) throws Exception {
        Files.writeString(folder.resolve("unknown.json"), "{\"a\": 1}");

        assertThatThrownBy(() -> TestFile.read(file("""
                tests:
                  - name: an event
                    event: %s
                    expect:
                      outcome: routed
                """.formatted(event)))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".test.yaml:3: the event does not show its platform; add platform: mct");
    }

    @Test
    void showsWhereTwoTextsDiffer() {
        assertThat(LineDiff.of("a\nb\nc\nd\ne\nf\ng", "a\nb\nc\nd\nE\nf\ng\nh")).containsExactly("  …", "  c", "  d", "- e", "+ E",
                "  f", "  g", "+ h");
    }
}
