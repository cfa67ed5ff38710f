package serai.cli.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.WorkedExampleTest;
import serai.testkit.CommandRun;
import serai.testkit.PrivateFolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai explain}, with the shipped routes and settings. */
class ExplainCommandTest {

    private static final String COMPLETION = "src/test/resources/golden/events/mct-course-completion.json";

    @Test
    void showsAnEventsWayAndWhatEachDestinationIsSent() {
        String out = CommandRun.of(0, "explain", COMPLETION).out();

        assertThat(out).contains("Event 1: COURSE_COMPLETED", "when known-types", "routes/router.camel.yaml:",
                "-> archive, lrs, warehouse", "Destination lrs", "POST http://127.0.0.1:8090/lrs/statements",
                "Authorization: ***", "INSERT INTO course_completed", "course_completed.jsonl");
    }

    @Test
    void showsTheSameToMachines() throws Exception {
        JsonNode event = new JsonMapper().readTree(CommandRun.of(0, "explain", "--json", COMPLETION).out());

        assertThat(event.path("outcome").asText()).isEqualTo("routed");
        assertThat(event.at("/record/type").asText()).isEqualTo("COURSE_COMPLETED");
        assertThat(event.at("/deliveries/1/destination").asText()).isEqualTo("lrs");
        assertThat(event.at("/deliveries/1/attempts/0/requests/0/body/0/id").asText()).isEqualTo(event.at("/record/id").asText());
        assertThat(event.at("/deliveries/1/attempts/0/requests/0/headers/Authorization").asText()).isEqualTo("***");
    }

    @Test
    void showsOnlyTheDestinationsThatAreAskedFor() {
        assertThat(CommandRun.of(0, "explain", "--destination", "archive", COMPLETION).out()).contains("Destination archive",
                "-> archive, lrs, warehouse").doesNotContain("Destination lrs", "Destination warehouse");
    }

    @Test
    void refusesADestinationThatNoRouteReads() {
        String refused = "serai: there is no destination 'lsr': no route reads journal:lsr; correct --destination";

        assertThat(CommandRun.of(1, "explain", "--destination", "lsr", COMPLETION).error()).contains(refused);
        assertThat(CommandRun.of(1, "explain", "--destination", "lsr", COMPLETION, "--diff", "--routes", "routes").error())
                .contains(refused);
    }

    @Test
    void saysThatAFileIsNotThere(@TempDir Path folder) {
        Path file = folder.resolve("event.json");

        assertThat(CommandRun.of(1, "explain", file.toString()).error())
                .contains("serai: there is no " + file + "; correct its name, or put it there");
    }

    @Test
    void showsWhatARepeatSendsOtherwise(@TempDir Path folder) throws Exception {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        WorkedExampleTest.copy(Path.of("routes"), routes);
        Path lrs = routes.resolve("destination-lrs.camel.yaml");
        Files.writeString(lrs, Files.readString(lrs).replace("        - removeHeaders:\n            id: no-foreign-headers\n"
                + "            pattern: \"*\"\n",
                "        - removeHeaders:\n            id: no-foreign-headers\n            pattern: \"[a-qs-z]*\"\n"));

        String out = CommandRun.of(0, "explain", "--routes", routes.toString(), COMPLETION).out();
        JsonNode event = new JsonMapper()
                .readTree(CommandRun.of(0, "explain", "--json", "--routes", routes.toString(), COMPLETION).out());

        assertThat(out).containsSubsequence("Destination lrs", "repeat: false",
                "A repeat, as after a start or a failure, sends this",
                "repeat: true");
        assertThat(event.at("/deliveries/1/repeat/attempts/0/requests/0/headers/repeat").asText()).isEqualTo("true");
        assertThat(event.at("/deliveries/0").has("repeat")).isFalse();
        assertThat(CommandRun.of(0, "explain", COMPLETION).out()).doesNotContain("A repeat, ");
    }

    @Test
    void asksWhoseAnEventIs(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("event.json"), "{\"type\": \"LOGIN\"}");

        assertThat(CommandRun.of(1, "explain", file.toString()).error()).contains("event.json", "--platform");
        assertThat(CommandRun.of(0, "explain", "--platform", "mct", file.toString()).out()).contains("Refused: ",
                "The broker keeps the message in its dead-letter sub-queue.");
    }

    @Test
    void showsOnlyWhatAnotherConfigurationWouldChange(@TempDir Path folder) throws Exception {
        Path other =
                Files.writeString(folder.resolve("other.properties"), "serai.routes = file:routes\nserai.xapi.version = 2.0.0\n");

        String changed = CommandRun.of(0, "explain", COMPLETION, "--diff", "--config", other.toString()).out();

        assertThat(changed).contains("- X-Experience-API-Version: 1.0.3", "+ X-Experience-API-Version: 2.0.0",
                "1 event, 1 of them treated differently", "changed for lrs: 1").doesNotContain("changed for archive");
        assertThat(CommandRun.of(0, "explain", COMPLETION, "--diff", "--routes", "routes").out())
                .isEqualTo("1 event, 0 of them treated differently" + System.lineSeparator());
        assertThat(CommandRun.of(2, "explain", COMPLETION, "--diff").error()).contains("--config", "--routes");
    }

    @Test
    void showsWhatAChangedRouterWouldMeanForAWholeArchive(@TempDir Path folder) throws Exception {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        WorkedExampleTest.copy(Path.of("routes"), routes);
        Path router = routes.resolve("router.camel.yaml");
        Files.writeString(router,
                Files.readString(router).replace("'LOGGED_IN,", "'").replace("archive,warehouse,lrs", "archive,lrs"));
        Path day = PrivateFolder.make(folder.resolve("archive/2026-01-02"));
        Files.copy(Path.of("src/test/resources/golden/jsonl/mct-login.jsonl"), day.resolve("logged_in.jsonl"));
        try (GZIPOutputStream zipped = new GZIPOutputStream(Files.newOutputStream(day.resolve("course_completed.jsonl.gz")))) {
            Files.copy(Path.of("src/test/resources/golden/jsonl/mct-course-completion.jsonl"), zipped);
        }

        String changed = CommandRun.of(0, "explain", folder.resolve("archive").toString(), "--diff", "--routes", routes.toString())
                .out();

        assertThat(changed).contains("logged_in.jsonl:1: LOGGED_IN ", "- routed", "+ unrouted",
                "2 events, 2 of them treated differently", "loses archive: 1", "loses lrs: 1", "loses warehouse: 2", "outcome: 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "event.json | {\"a\": | 1:6: the JSON ends too early",
            "event.json | `[{\"EventType\": \"LOGIN\"},\n {\"b\" 1}]` | 2:7: this isn't JSON",
            "event.json | `{\"EventType\": \"LOGIN\"}\n\n  {\"b\":` | 3:8: the JSON ends too early",
            "events.jsonl | `{\"EventType\": \"LOGIN\"}\n\n{\"b\":` | 3:6: the JSON ends too early",
            "event.json | hello | 1:1: this isn't JSON",
            "event.json | `[` | 1:2: the JSON ends too early",
            "record.json | `{\"schemaVersion\": 1,\n\"receivedAt\": \"2026` | 2:20: the JSON ends too early"})
    void tellsWhereTheJsonIsBroken(String name, String text, String expected, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text.replace("\\n", "\n"));

        assertThat(CommandRun.of(1, "explain", file.toString()).error()).contains("serai: " + file + ":" + expected)
                .doesNotContain("neither an event", "2026\"");
        if (name.endsWith(".jsonl")) {
            assertThat(CommandRun.of(1, "explain", folder.toString()).error()).contains("serai: " + file + ":" + expected);
        }
    }

    @Test
    void showsHowASourceRefusesBrokenJson(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("event.json"), "{\"a\":");

        assertThat(CommandRun.of(0, "explain", "--platform", "praesidium", file.toString()).out()).contains("line 1, column 6",
                "the JSON ends too early");
    }
}
