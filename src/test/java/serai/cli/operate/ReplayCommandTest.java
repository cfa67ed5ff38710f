package serai.cli.operate;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.model.LearningRecord;
import serai.settings.known.RuntimeSetting;
import serai.testkit.PrivateFolder;
import serai.testkit.journal.CommandsBesideJournal;
import serai.testkit.journal.OperatedJournal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** {@code ./serai replay}: history, and what the router had no destination for. */
class ReplayCommandTest extends CommandsBesideJournal {

    @Test
    void replaysHistory() throws IOException {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        Files.writeString(routes.resolve("destination-hr.camel.yaml"), "- route:\n    from:\n      uri: journal:hr\n");
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:" + routes);

        assertThat(serai(0, "replay", "--destination", "hr", "--from", "2026-11-22", "--dry-run")).isEqualTo(
                "3 would be sent: 3 for the first time, 0 again, 0 dead letters; 0 left alone\n");
        assertThat(serai(0, "replay", "--destination", "lrs", "--from", "2026-11-22T10:00Z", "--type", "COURSE_COMPLETED"))
                .isEqualTo("3 to be sent: 0 for the first time, 1 again, 2 dead letters; 0 left alone\n");
        untilNow();
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 3, 0, 0, 0));
        assertThat(serai(0, "replay", "--destination", "lrs", "--from", "2026-11-22", "--to", "2026-11-22T10:00:00"))
                .startsWith("0 to be sent");
    }

    @Test
    void leavesToTheRouterWhatItHadNoDestinationFor() {
        serai.append(ofType("WEBINAR"), "unrouted");

        assertThat(serai(0, "replay", "--destination", "archive", "--from", "2026-11-22")).isEqualTo("3 to be sent: 3 for the "
                + "first time, 0 again, 0 dead letters; 0 left alone; 1 unrouted (replay --unrouted asks the router about these)\n");
        assertThat(serai.balance("unrouted")).isEqualTo(new Balance(1, 0, 1, 0, 0));
        assertThat(serai(0, "replay", "--destination", "archive", "--from", "2026-11-22", "--type", "WEBINAR"))
                .startsWith("0 to be sent").contains("1 unrouted");
    }

    @Test
    void aDestinationWithoutAKeyIsNotGivenTwiceWhatItHasHad() {
        OperatedJournal.Fake archive = serai.destination("archive");
        serai.append(completion("dora"), "archive");
        serai.runFor(A_MOMENT);

        assertThat(serai(0, "replay", "--destination", "archive", "--from", "2026-11-22")).isEqualTo("3 to be sent: 3 for the "
                + "first time, 0 again, 0 dead letters; 1 left alone (archive has no key; --again sends what it has had)\n");
        untilNow();
        assertThat(archive.taken()).containsExactlyInAnyOrder("anna", "ben", "cleo", "dora");
        assertThat(serai(0, "replay", "--destination", "archive", "--from", "2026-11-22", "--again")).startsWith("4 to be sent");
        assertThat(serai.balance("archive")).isEqualTo(new Balance(4, 4, 0, 0, 0));
    }

    @Test
    void asksTheRouterAgainAboutWhatHadNoDestination() throws IOException {
        serai.append(completion("dora"), "unrouted");
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        Files.copy(Path.of("routes/router.camel.yaml"), routes.resolve("router.camel.yaml"));
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:" + routes);

        assertThat(serai(0, "replay", "--unrouted", "--dry-run")).isEqualTo("1 would be sent on\n");
        serai.append(ofType("WEBINAR"), "unrouted");
        serai.append(ofType("BADGE"), "unrouted");
        assertThat(serai(0, "replay", "--unrouted", "--dry-run"))
                .isEqualTo("1 would be sent on; still without a destination: 1 BADGE, 1 WEBINAR\n");
        assertThat(serai.balance("unrouted")).isEqualTo(new Balance(3, 0, 3, 0, 0));
        assertThat(serai(0, "replay", "--unrouted"))
                .isEqualTo("1 to be sent on; still without a destination: 1 BADGE, 1 WEBINAR\n");

        assertThat(serai.balance("unrouted")).isEqualTo(new Balance(2, 0, 2, 0, 0));
        assertThat(serai.balance("warehouse")).isEqualTo(new Balance(1, 0, 1, 0, 0));
        assertThat(serai(0, "status")).contains("kept; see ./serai dead-letters list --from unrouted");
        untilNow();
        assertThat(lrs.taken()).containsExactly("cleo", "dora");
        Files.delete(routes.resolve("router.camel.yaml"));
        serai(1, "replay", "--unrouted");
        assertThat(error).startsWith("serai: there is no router.camel.yaml at file:").hasLineCount(1);
    }

    @Test
    void saysNothingOfWhatIsUnroutedOnceNothingIs() throws IOException {
        serai.append(completion("dora"), "unrouted");
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        Files.copy(Path.of("routes/router.camel.yaml"), routes.resolve("router.camel.yaml"));
        System.setProperty(RuntimeSetting.ROUTES.key(), "file:" + routes);

        serai(0, "replay", "--unrouted");

        assertThat(serai(0, "status")).contains("unrouted", "kept").doesNotContain("dead-letters list --from unrouted");
    }

    private static LearningRecord ofType(String type) {
        LearningRecord record = completion(type);
        return new LearningRecord(record.schemaVersion(), record.id(), record.source(), record.platform(), type,
                type, record.occurredAt(), record.occurredAsSent(), record.receivedAt(), record.learner(), record.activity(),
                record.result(), record.marks(),
                record.raw());
    }
}
