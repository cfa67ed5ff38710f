package serai.cli.operate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.settings.known.JournalSetting;
import serai.settings.known.RuntimeSetting;
import serai.testkit.CommandRun;
import serai.testkit.journal.OperatedJournal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** The operators' commands on a machine that has nothing but the address of a journal in PostgreSQL. */
class CommandsFromAnyMachineTest {

    private static final List<String> SETTINGS = List.of(RuntimeSetting.DATA.key(), JournalSetting.URL.key(),
            JournalSetting.USERNAME.key(), JournalSetting.PASSWORD.key());

    @TempDir
    private Path folder;
    private OperatedJournal serai;

    @BeforeEach
    void start() throws SQLException {
        serai = OperatedJournal.inPostgresql();
        System.setProperty(RuntimeSetting.DATA.key(), folder.resolve("none").toString());
        System.setProperty(JournalSetting.URL.key(), serai.address().url());
        System.setProperty(JournalSetting.USERNAME.key(), serai.address().username());
        System.setProperty(JournalSetting.PASSWORD.key(), serai.address().password());
        serai.destination("lrs").fails(FailureClass.REFUSED, "anna");
        List.of("anna", "ben", "cleo").forEach(learner -> serai.append(completion(learner), "lrs"));
        serai.runFor(Duration.ofSeconds(3));
        serai.destination("lrs").isMended();
    }

    @AfterEach
    void stop() {
        serai.close();
        SETTINGS.forEach(System::clearProperty);
    }

    @Test
    void readAndDecideWithoutADataFolder() {
        assertThat(CommandRun.of(0, "status").out()).containsPattern("lrs +3 +2 +0 +1");
        assertThat(CommandRun.of(0, "dead-letters", "list").out()).contains("lrs-1");
        assertThat(CommandRun.of(0, "dead-letters", "retry", "lrs-1").out()).contains("1");
        assertThat(CommandRun.of(0, "replay", "--destination", "archive", "--from", "2026-11-22").out())
                .startsWith("3 to be sent: 3 for the first time");
        serai.destination("archive");
        serai.clock().turn(Duration.between(serai.clock().instant(), Instant.now()).plusSeconds(1));
        serai.runFor(Duration.ofSeconds(3));

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 3, 0, 0, 0));
        assertThat(serai.balance("archive")).isEqualTo(new Balance(3, 3, 0, 0, 0));
        assertThat(CommandRun.of(0, "journal", "verify").out()).endsWith("everything is whole\n");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void tellWhatOtherInstancesDeliver() throws SQLException {
        assertThat(CommandRun.of(0, "status").out()).contains("Serai is not running here")
                .contains("Nothing is taken in or delivered here;").containsPattern("(?m)^lrs +up to date$");

        serai.stopDelivering();

        assertThat(CommandRun.of(0, "status").out()).containsPattern("(?m)^lrs +no Serai delivers to it$");
    }

    @Test
    void sayWhoseMatterABackupIs() {
        Path backup = folder.resolve("backup.db");

        assertThat(CommandRun.of(1, "backup", backup.toString()).error()).hasLineCount(1)
                .contains("is in PostgreSQL: back it up with the database's own means, such as pg_dump, which is consistent");

        assertThat(backup).doesNotExist();
    }

    @Test
    void moveTheJournalHereOnlyWhereNoInstanceRunsWithIt() throws SQLException {
        assertThat(CommandRun.of(1, "journal", "move", "--to", "sqlite").error()).hasLineCount(1)
                .contains("the instance a runs with");
        serai.stopDelivering();

        String moved = CommandRun.of(0, "journal", "move", "--to", "sqlite").out();

        assertThat(moved).contains("record_batch: 3 here, 3 there, the same\n")
                .endsWith("Take serai.journal.url out of the settings before you start Serai.\n");
        assertThat(CommandRun.of(1, "status").error()).hasLineCount(1).contains("was moved to the journal");
        System.clearProperty(JournalSetting.URL.key());
        assertThat(CommandRun.of(0, "status").out()).containsPattern("lrs +3 +2 +0 +1");
        assertThat(CommandRun.of(1, "journal", "move", "--to", "postgresql").error()).hasLineCount(1)
                .contains("serai.journal.url is not set");
    }
}
