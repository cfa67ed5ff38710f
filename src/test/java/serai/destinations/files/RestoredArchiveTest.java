package serai.destinations.files;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.JournalReport;
import serai.journal.attempt.Attempt;
import serai.testkit.Attempts;

import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** After a restore the journal remembers less than the files hold: nothing may be cut off. */
class RestoredArchiveTest {

    @TempDir
    private Path folder;

    @Test
    void goesOnInNewFilesAndLeavesTheOldOnesAlone() throws Exception {
        try (CamelContext context = new DefaultCamelContext(); ProducerTemplate template = context.createProducerTemplate()) {
            context.addComponent("archive", new ArchiveComponent());
            context.start();
            send(template, Attempts.attempt(Map.of()), "anna\nben\n");

            Map<String, String> asOldAsTheBackup = Map.of("2026-11-22/logged_in.jsonl", "5", JournalReport.RESTORED, "moment");
            send(template, Attempts.attempt(asOldAsTheBackup), "ben\n");
            send(template, Attempts.attempt(asOldAsTheBackup), "ben\n"); // the first attempt was not noted
        }

        assertThat(folder.resolve("2026-11-22/logged_in.jsonl")).hasContent("anna\nben\n");
        assertThat(folder.resolve("2026-11-22/logged_in.moment.jsonl")).hasContent("ben\n");
    }

    private void send(ProducerTemplate template, Attempt attempt, String lines) {
        template.send("archive:jsonl?folder=" + folder, exchange -> {
            exchange.setProperty(Attempt.PROPERTY, attempt);
            exchange.getMessage().setHeader("receivedDay", "2026-11-22");
            exchange.getMessage().setHeader("type", "LOGGED_IN");
            exchange.getMessage().setBody(lines);
        });
    }
}
