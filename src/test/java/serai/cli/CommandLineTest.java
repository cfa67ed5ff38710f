package serai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import serai.testkit.Document;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** What people and scripts see of a command: its output, its one line of trouble, its exit code. */
class CommandLineTest {

    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int serai(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    @Test
    void tellsItsCommandsAndExitCodes() {
        assertThat(serai("--help")).isZero();
        assertThat(out.toString()).contains("run", "demo", "sandbox", "password", "Exit codes:", "143");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/sources.md", "docs/operating.md", "docs/journal.md", "docs/installing.md",
            "docs/upgrading.md", "docs/containers.md"})
    void knowsEveryCommandThatADocumentNames(String document) {
        assertThat(Pattern.compile("(?m)(?:\\./serai|^serai(?: --home \\S+)?) ([a-z-]+)").matcher(Document.of(document).text())
                .results())
                .isNotEmpty().allSatisfy(named -> assertThat(Main.commandLine().getSubcommands()).containsKey(named.group(1)));
    }

    @Test
    void tellsItsVersion() {
        assertThat(serai("--version")).isZero();
        assertThat(out.toString()).startsWith("Serai ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "--unknown", "run now", "demo --data", ""})
    void answersTwoToWhatItDoesNotUnderstand(String arguments) {
        assertThat(serai(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void emptiesNoFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        assertThat(serai("demo", "--data", file.toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("serai: " + file + " is a file; name a folder with --data");
    }

    @Test
    void namesAPortThatIsNone() {
        assertThat(serai("sandbox", "--servicebus-port", "99999")).isEqualTo(1);
        assertThat(err.toString()).startsWith("serai: --servicebus-port=99999: must be a whole number from 0 to 65535");
    }

    @Test
    void namesThePlatformsThatThereAre() {
        assertThat(serai("simulate", "moodle")).isEqualTo(2);
        assertThat(err.toString()).startsWith("serai: there is no platform 'moodle'; the platforms are mct, praesidium");
    }

    @Test
    void demonstratesTheMainJobAsOftenAsIsAsked() throws IOException {
        for (int time = 0; time < 2; time++) {
            out.getBuffer().setLength(0);

            assertThat(serai("demo", "--json", "--data", folder.resolve("demo").toString())).as(err.toString()).isZero();

            JsonNode report = new JsonMapper().readTree(out.toString());
            assertThat(report.path("events")).hasSize(9).allSatisfy(event -> assertThat(event.path("destinations"))
                    .hasSize(3).allSatisfy(state -> assertThat(state.asText()).isEqualTo("delivered")));
            assertThat(report.path("balance")).hasSize(3).allSatisfy(balance -> assertThat(balance.toString())
                    .isEqualTo("{\"routed\":9,\"delivered\":9,\"pending\":0,\"deadLettered\":0,\"dropped\":0}"));
        }
    }

    @Test
    void emptiesNoFolderThatIsNotOfADemo() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious.txt"), "mine");

        assertThat(serai("demo", "--data", folder.toString())).isEqualTo(1);

        assertThat(precious).hasContent("mine");
        assertThat(err.toString().lines())
                .singleElement().asString().contains(folder.toString(), "--data");
    }
}
