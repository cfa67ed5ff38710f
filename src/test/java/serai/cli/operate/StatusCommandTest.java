package serai.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.settings.known.RuntimeSetting;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.journal.CommandsBesideJournal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** {@code ./serai status}, and what is decided about whole destinations. */
class StatusCommandTest extends CommandsBesideJournal {

    @Test
    void withoutAJournalThereIsOneLine() {
        System.setProperty(RuntimeSetting.DATA.key(), folder.resolve("none").toString());

        serai(1, "status");

        assertThat(error).startsWith("serai: there is no journal at ").endsWith("setting serai.data\n").hasLineCount(1);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void tellsTheStatusOfSourcesAndDestinations() throws IOException {
        serai.append(completion("dora"), "lrs");

        JsonNode status = JSON.readTree(serai(0, "status", "--json"));

        JsonNode mct = status.path("sources").path("mct");
        assertThat(mct.path("accepted").asInt()).isEqualTo(4);
        assertThat(mct.path("differs").asInt()).isOne();
        assertThat(status.path("sources").path("praesidium").path("rejected").asInt()).isOne();
        JsonNode destination = status.path("destinations").path("lrs");
        assertThat(destination.path("state").asText()).isEqualTo("not running");
        assertThat(destination.path("deadLettered").asInt()).isEqualTo(2);
        assertThat(destination.path("lagRecords").asInt()).isOne();
        assertThat(destination.path("oldestPending").asInt()).isEqualTo(4);
        assertThat(destination.path("oldestPendingReceivedAt").asText()).isEqualTo(Records.RECEIVED.toString());
        assertThat(serai(0, "status")).containsPattern("lrs +4 +1 +1 +2 +0 +0 +0 +0 +\\d+ s +4, 2026-11-22T10:00:00Z")
                .containsPattern("mct +4 +0 +1 +1 +0 +0");
    }

    @Test
    void resumesAndGivesUpDestinations() throws IOException {
        lrs.failsEverything(FailureClass.MISCONFIGURED);
        serai.append(completion("dora"), "lrs");
        serai.runFor(A_MOMENT);
        assertThat(serai(0, "destinations", "list")).contains("stopped because misconfigured");

        assertThat(serai(0, "destinations", "resume", "lrs")).isEqualTo("lrs will be tried at once\n");
        serai.runFor(A_MOMENT);
        serai(1, "destinations", "drop", "lrs", "--why", "no longer licensed");
        assertThat(error).startsWith("serai: router.camel.yaml still sends to lrs").hasLineCount(1);
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:" + PrivateFolder.make(folder.resolve("routes")));
        assertThat(serai(0, "destinations", "list")).containsPattern("lrs +removed, with records pending");
        assertThat(serai(0, "destinations", "drop", "lrs", "--why", "no longer licensed")).isEqualTo("1 dropped\n");

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 1, 0, 2, 1));
        assertThat(serai(0, "destinations", "list")).containsPattern("lrs +removed; drop its dead letters, or put its route back");
        assertThat(serai(0, "status")).containsPattern("lrs +4 +1 +0 +2 +1");

        serai(0, "dead-letters", "drop", "lrs-1", "lrs-2", "--why", "no longer licensed");

        assertThat(serai(0, "status")).doesNotContainPattern("lrs +4").endsWith("Removed, with nothing pending: lrs\n");
        assertThat(JSON.readTree(serai(0, "status", "--json")).path("destinations").path("lrs").path("state").asText())
                .isEqualTo("removed");
    }

    @Test
    void tellsTheStatusThoughTheRoutesCanNotBeRead() throws IOException {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        Files.writeString(routes.resolve("broken.camel.yaml"), "- route: [");
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:" + routes);

        assertThat(serai(0, "status")).containsPattern("lrs +no Serai delivers to it");
        serai(1, "destinations", "drop", "lrs", "--why", "x");
        assertThat(error).contains("broken.camel.yaml:1: ").hasLineCount(1);
    }
}
