package serai.cli.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;
import serai.check.rules.Rules;
import serai.testkit.CommandRun;
import serai.testkit.PrivateFolder;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;

import javax.xml.parsers.DocumentBuilderFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai check} in this checkout, and how it prints what it finds. */
class CheckCommandTest {

    @Test
    void findsNothingWrongWithWhatIsShipped() {
        assertThat(CommandRun.of(0, "check").out()).isEqualTo("Nothing is wrong.%n".formatted());
    }

    @Test
    void marksThePlaceUnderItsLine(@TempDir Path folder) throws Exception {
        assertThat(printed("unknown-option", FindingsFormat.text, folder)).contains("""
                routes/destination-lrs.camel.yaml:66:26: error: http: has no option 'httpMetod', and would send it as part of the address; did you mean httpMethod? [unknown-option]
                                  httpMetod: POST
                                             ^
                1 error, 0 warnings.
                """);
    }

    @Test
    void showsTheLineOfASettingsFileAndOfATemplate(@TempDir Path folder) throws Exception {
        assertThat(printed("setting-out-of-bounds", FindingsFormat.text, PrivateFolder.make(folder.resolve("a"))))
                .contains("\n    serai.lrs.batch.size = ").contains("\n    ^\n");
        assertThat(printed("unknown-field", FindingsFormat.text, PrivateFolder.make(folder.resolve("b"))))
                .contains("fallback(.learner.externalID").contains("\n" + " ".repeat(42) + "^\n");
    }

    @Test
    void coloursNothingButOnATerminal(@TempDir Path folder) throws Exception {
        String escape = "\u001B[";
        try (CheckedConfiguration checked = broken("unknown-header").checked("bad", folder)) {
            assertThat(printed(checked, FindingsFormat.text, Ansi.OFF)).doesNotContain(escape);
            assertThat(printed(checked, FindingsFormat.text, Ansi.ON)).contains(escape + "1m").contains(escape + "31m");
            assertThat(printed(checked, FindingsFormat.json, Ansi.ON)).doesNotContain(escape);
        }
        assertThat(CommandRun.of(0, "check").out()).doesNotContain(escape);
    }

    @Test
    void leavesNoControlCharacterOfAFileAsItIs(@TempDir Path folder) throws Exception {
        BrokenConfiguration broken = broken("unknown-header");
        ((ObjectNode) broken.story()).put("bad", "${header.typ} in '\u202E' || ${header.type} in");

        try (CheckedConfiguration checked = broken.checked("bad", folder)) {
            assertThat(printed(checked, FindingsFormat.text, Ansi.ON)).contains("\\u202e").doesNotContain("\u202E");
        }
    }

    @Test
    void tellsOfARouteThatForgetsWhereThereIsNoDestination(@TempDir Path folder) throws Exception {
        BrokenConfiguration broken = broken("file-not-loaded");
        ((ObjectNode) broken.story()).put("file", "routes/forget/hr.yaml").remove("also");

        try (CheckedConfiguration checked = broken.checked("bad", folder)) {
            assertThat(printed(checked, FindingsFormat.text, Ansi.OFF)).contains("routes/forget/hr.yaml: warning: there is no "
                    + "destination-hr.camel.yaml, so this file is never run; name it after the file of its destination, or remove it")
                    .doesNotContain("forget/warehouse.yaml");
        }
    }

    @Test
    void showsNoSecretOfALine(@TempDir Path folder) throws Exception {
        assertThat(printed("secret-in-a-route", FindingsFormat.text, folder)).contains("password: …").doesNotContain("battery");
    }

    @Test
    void printsJson(@TempDir Path folder) throws Exception {
        JsonNode found = new JsonMapper().readTree(printed("destination-not-read", FindingsFormat.json, folder)).get(0);

        assertThat(found.path("file").asText()).isEqualTo("routes/router.camel.yaml");
        assertThat(found.path("line").asInt()).isEqualTo(19);
        assertThat(found.path("rule").asText()).isEqualTo("destination-not-read");
        assertThat(found.path("severity").asText()).isEqualTo("error");
    }

    @Test
    void printsSarif(@TempDir Path folder) throws Exception {
        JsonNode run = new JsonMapper().readTree(printed("destination-not-read", FindingsFormat.sarif, folder)).path("runs").get(0);

        assertThat(run.path("tool").path("driver").path("rules")).hasSize(Rules.all().size());
        assertThat(run.path("results").get(0).path("ruleId").asText()).isEqualTo("destination-not-read");
        assertThat(run.path("results").get(0).path("locations").get(0).path("physicalLocation").path("region").path("startLine")
                .asInt()).isEqualTo(19);
    }

    @Test
    void printsResultsOfTests(@TempDir Path folder) throws Exception {
        String xml = printed("destination-not-read", FindingsFormat.junit, folder);

        assertThat(
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new org.xml.sax.InputSource(new StringReader(xml)))
                        .getElementsByTagName("failure").getLength())
                .isEqualTo(1);
    }

    private static BrokenConfiguration broken(String name) {
        return BrokenConfiguration.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private static String printed(String name, FindingsFormat format, Path folder) throws Exception {
        try (CheckedConfiguration checked = broken(name).checked("bad", folder)) {
            return printed(checked, format, Ansi.OFF).replace(folder + "/", "");
        }
    }

    private static String printed(CheckedConfiguration checked, FindingsFormat format, Ansi ansi) throws Exception {
        StringWriter printed = new StringWriter();
        format.print(checked, new PrintWriter(printed, true), ansi);
        return printed.toString();
    }
}
