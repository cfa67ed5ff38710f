package serai.cli.configure;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code ./serai check} says of routes that get alerts. */
class AlertRoutesCheckTest {

    private static final Path FOLDER = Path.of("docs/alerts");
    private static final String SETTINGS = """
            serai.alerts.slack.url = https://hooks.slack.com/services/x
            serai.alerts.teams.url = https://example.webhook.office.com/x
            serai.alerts.pagerduty.routing.key = {{env:ROUTING_KEY:x}}
            serai.alerts.mail.host = smtp.example.org
            serai.alerts.mail.from = serai@example.org
            serai.alerts.mail.to = ops@example.org
            """;

    private static List<String> findings(Path folder, String more) throws Exception {
        ObjectNode story = new JsonMapper().createObjectNode();
        story.put("file", "application.properties").put("bad", SETTINGS + more);
        for (Path file : shipped()) {
            story.withArray("also").addObject().put("file", "routes/" + file.getFileName()).put("copy", file.toString());
        }
        return new BrokenConfiguration(FOLDER, story).findings("bad", folder);
    }

    private static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.toString().endsWith(".md")).sorted().toList();
        }
    }

    @Test
    void thoseThatAreShippedAreRightAsTheyAre(@TempDir Path folder) throws Exception {
        assertThat(shipped()).hasSize(7);
        assertThat(findings(folder, "")).isEmpty();
    }

    @Test
    void anUnknownAlertIsFoundWithTheKnownOnes(@TempDir Path folder) throws Exception {
        assertThat(findings(folder, "serai.alerts.slack.kinds = destination-stoped\n")).singleElement().asString()
                .startsWith("routes/alerts-slack.camel.yaml:")
                .contains("there is no alert 'destination-stoped'; there are destination-stopped, destination-stalled");
    }
}
