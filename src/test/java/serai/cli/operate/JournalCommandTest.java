package serai.cli.operate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.FailureClass;
import serai.model.CanonicalJson;
import serai.settings.known.RuntimeSetting;
import serai.testkit.CommandRun;
import serai.testkit.Records;
import serai.testkit.journal.OperatedJournal;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** What looks into a journal beside the process that delivers. */
class JournalCommandTest {

    @TempDir
    private Path folder;
    private OperatedJournal serai;
    private OperatedJournal.Fake lrs;

    @BeforeEach
    void start() {
        System.setProperty(RuntimeSetting.DATA.key(), folder.toString());
        serai = new OperatedJournal(folder);
        lrs = serai.destination("lrs");
        lrs.fails(FailureClass.REFUSED, "anna");
        List.of("anna", "ben", "cleo").forEach(learner -> serai.append(completion(learner), "lrs", "archive"));
        serai.append(completion("dora").withReceivedAt(Records.RECEIVED.plus(Duration.ofDays(2))), "unrouted");
        serai.runFor(Duration.ofSeconds(3));
    }

    @AfterEach
    void stop() {
        serai.close();
        System.clearProperty(RuntimeSetting.DATA.key());
    }

    @Test
    void verifiesThatEverythingIsWhole() {
        assertThat(CommandRun.of(0, "journal", "verify").out())
                .isEqualTo("4 records in 4 record batches, 2 aside\neverything is whole\n");
    }

    @Test
    void endsWithOneAndTellsWhichBatchIsDamagedAndNobodysName() throws Exception {
        execute("UPDATE record_batch SET body = CAST(replace(body, 'ben', 'bem') AS BLOB) WHERE base_seq = 2");
        execute("UPDATE record_batch SET received_to = received_to + 1 WHERE base_seq = 3");
        execute("UPDATE aside SET raw = x'00' WHERE destination = 'lrs'");

        CommandRun run = CommandRun.of(1, "journal", "verify");

        assertThat(run.out()).contains("the record batch 2 to 2, received " + Records.RECEIVED,
                "the record batch 3 to 3, received", "lrs-1, received", "2 records in 4 record batches, 2 aside")
                .doesNotContain("whole", "ben", "bem", "anna");
        assertThat(run.error()).contains("damaged in 3 places", "./serai restore").hasLineCount(1);
    }

    @Test
    void tellsWhatIsMissing() throws Exception {
        execute("DELETE FROM record_batch WHERE base_seq IN (2, 3)");
        execute("UPDATE aside SET json = NULL WHERE destination = 'unrouted'");

        assertThat(CommandRun.of(1, "journal", "verify").out())
                .contains("the records 2 to 3 are missing", "unrouted-4, received");
    }

    @Test
    void takesNothingForMissingThatWasPurged() throws Exception {
        execute("DELETE FROM record_batch WHERE base_seq IN (1, 3)");
        execute("INSERT INTO purged (first_seq, last_seq) VALUES (1, 1), (3, 3)");

        assertThat(CommandRun.of(0, "journal", "verify").out()).contains("everything is whole");
    }

    @Test
    void showsOneRecordAndWhereItIs() {
        String shown = CommandRun.of(0, "journal", "show", "1").out();

        assertThat(shown).startsWith("1  COURSE_COMPLETED of mct, received " + Records.RECEIVED)
                .contains("archive: pending, lrs: dead", "\"id\" : \"anna\"", "As received");
        assertThat(CommandRun.of(1, "journal", "show", "5").error()).contains("the journal has no record 5").hasLineCount(1);
    }

    @Test
    void exportsTheRecordsOfATimeAsTheArchiveHasThem() {
        assertThat(CommandRun.of(0, "journal", "export").out().lines()).hasSize(4).first()
                .isEqualTo(CanonicalJson.write(completion("anna")));
        assertThat(CommandRun.of(0, "journal", "export", "--from", "2026-11-23").out().lines()).singleElement().asString()
                .contains("dora");
        assertThat(CommandRun.of(0, "journal", "export", "--to", "2026-11-23").out().lines()).hasSize(3);
    }

    @Test
    void exportsNothingBehindADamagedBatchAndSaysSo() throws Exception {
        execute("UPDATE record_batch SET body = x'00' WHERE base_seq = 3");

        CommandRun run = CommandRun.of(1, "journal", "export");

        assertThat(run.error()).contains("the record batch 3 to 3, received").hasLineCount(1);
        assertThat(run.out().lines()).as("what stands before it").hasSize(2);
    }

    private void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }
}
