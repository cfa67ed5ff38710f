package serai.cli.configure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import serai.testkit.CommandRun;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.xml.parsers.DocumentBuilderFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai test}, with the shipped routes and settings. */
class TestCommandTest {

    private static final String FAILING = """
            tests:
              - name: an unknown type goes to "HR" & <others>
                event:
                  platform: mct
                  payload: {EventType: BADGE, MessageBody: {}}
                expect:
                  outcome: unrouted
                  destinations: [hr]
            """;

    @TempDir
    private Path folder;

    @Test
    void runsWhatStandsBesideTheRoutes() {
        assertThat(CommandRun.of(0, "test").out()).contains("routes/router.test.yaml", "routes/destination-lrs.test.yaml",
                " 0 failed").doesNotContain("FAILED");
    }

    @Test
    void tellsTheLineAndTheDifference() throws Exception {
        Path file = Files.writeString(folder.resolve("router.test.yaml"), FAILING);

        CommandRun run = CommandRun.of(1, "test", folder.toString());

        assertThat(run.out()).contains("FAILED  an unknown type", file + ":8: destinations", "- [hr]", "+ []", "1 test, 1 failed");
        assertThat(run.error()).endsWith("serai: 1 of 1 test failed" + System.lineSeparator());
    }

    @Test
    void writesWhatBuildServersRead() throws Exception {
        Path file = Files.writeString(folder.resolve("router.test.yaml"), FAILING);

        String xml = CommandRun.of(1, "test", "--format", "junit", file.toString()).out();

        Document read = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        Element test = (Element) read.getElementsByTagName("testcase").item(0);
        assertThat(test.getAttribute("name")).isEqualTo("an unknown type goes to \"HR\" & <others>");
        assertThat(((Element) read.getElementsByTagName("failure").item(0)).getAttribute("message"))
                .isEqualTo(file + ":8: destinations");
        assertThat(((Element) read.getElementsByTagName("testsuite").item(0)).getAttribute("failures")).isEqualTo("1");
    }

    @Test
    void saysWhereItFindsNone() {
        assertThat(CommandRun.of(1, "test", folder.toString()).error()).contains("there is no *.test.yaml in " + folder);
        assertThat(CommandRun.of(1, "test", folder.resolve("a.test.yaml").toString()).error())
                .contains("there is no %s/a.test.yaml; name a file of tests (*.test.yaml), or a folder of them".formatted(folder));
    }
}
