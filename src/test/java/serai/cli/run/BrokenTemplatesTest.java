package serai.cli.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.WorkedExampleTest;
import serai.cli.terminal.ErrorMessage;
import serai.testkit.PrivateFolder;
import serai.testkit.process.SeraiFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A template that can't be used ends the start, in one line with its file and line: not at the first record, and not never. */
class BrokenTemplatesTest {

    @TempDir
    private Path path;

    private String trouble(String route) throws IOException {
        WorkedExampleTest.copy(Path.of("routes"), path.resolve("routes"));
        Files.writeString(path.resolve("routes/destination-own.camel.yaml"), route);
        SeraiFolder folder = new SeraiFolder(path).with("serai.routes", "file:" + path.resolve("routes"));
        Throwable failure = catchThrowable(() -> new StandaloneRuntime(folder.settings()).start());
        assertThat(failure).isNotNull();
        assertThat(ErrorMessage.inOneLine(failure)).hasLineCount(1).doesNotContain("Exception:");
        return ErrorMessage.inOneLine(failure);
    }

    private void template(String file, String text) throws IOException {
        PrivateFolder.make(path.resolve("routes"));
        Files.writeString(path.resolve("routes").resolve(file), text);
    }

    @Test
    void areToldOfABean() throws IOException {
        template("own.jslt", "{\n  \"who\": .learner.id\n");

        assertThat(trouble("""
                - beans:
                    - name: shape
                      type: serai.formats.template.JsltTemplate
                      properties:
                        file: "{{serai.routes}}/own.jslt"
                - route:
                    id: destination-own
                    routeConfigurationId: delivery
                    from:
                      uri: journal:own
                      steps:
                        - process:
                            ref: shape
                """)).contains("routes/destination-own.camel.yaml: ", "routes/own.jslt:2:", "Parse error: Encountered \"<EOF>\"",
                "; correct the template");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"jslt | {\"who\": .learner.id | own.jslt:2:",
            "jsonata | {\"who\": learner.id | own.jsonata:2: Expected", "mustache | {{#learner}} | own.mustache:",
            "jslt | | destination-own.camel.yaml:12:29: there is no "})
    void areToldOfAnEndpointOfCamels(String language, String text, String message) throws IOException {
        if (text != null) {
            template("own." + language, "\n" + text);
        }

        assertThat(trouble("""
                - route:
                    id: destination-own
                    routeConfigurationId: delivery
                    from:
                      uri: journal:own
                      steps:
                        - transformDataType:
                            toType: json:lines
                        - to:
                            uri: %s
                            parameters:
                              resourceUri: "file:%s/routes/own.%1$s"
                """.formatted(language, path))).contains(message);
    }
}
