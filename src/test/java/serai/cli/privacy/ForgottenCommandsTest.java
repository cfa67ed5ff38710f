package serai.cli.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import serai.journal.Appended;
import serai.journal.SourceCounts;
import serai.testkit.Records;
import serai.testkit.journal.CommandsBesideJournal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai forget --and-later}, its receipt, {@code ./serai forgotten}, and a backup that brings somebody back. */
public class ForgottenCommandsTest extends CommandsBesideJournal {

    private static final Map<String, String> WITHOUT_TABLES = Map.of("serai.warehouse.url", "jdbc:sqlite::memory:");

    private String run(int exit, String... arguments) {
        WITHOUT_TABLES.forEach(System::setProperty);
        try {
            return serai(exit, arguments);
        } finally {
            WITHOUT_TABLES.keySet().forEach(System::clearProperty);
        }
    }

    private String listed() {
        return run(0, "forgotten", "list");
    }

    @Test
    void countsEventsThatComeLaterUntilThatIsEnded() throws Exception {
        assertThat(listed()).isEqualTo("There are none.\n");
        SourceCounts before = serai.journal().sources().get("mct");

        assertThat(run(0, "forget", "anna@example.org", "--why", "request 7", "--and-later")).contains(
                "Erased in the journal: 1 record",
                "Act 1 at 20", "events of that person that come later are counted and not kept");

        assertThat(serai.append(Records.login("anna"), "lrs")).isEqualTo(Appended.FORGOTTEN);
        assertThat(serai.append(Records.login("dora"), "lrs")).isEqualTo(Appended.STORED);
        SourceCounts now = serai.journal().sources().get("mct");
        assertThat(now.filtered() - before.filtered()).isEqualTo(1);
        assertThat(now.accepted() - before.accepted()).isEqualTo(1);
        JsonNode status = JSON.readTree(run(0, "status", "--json"));
        assertThat(status.at("/sources/mct/filtered").asLong()).as("status says so too").isEqualTo(now.filtered());
        assertThat(listed()).contains("not kept", "request 7", "2026-11-22T10:00:00Z").doesNotContain("anna");
        assertThat(JSON.readTree(run(0, "forgotten", "list", "--json")).at("/0/events").asLong()).isEqualTo(1);

        assertThat(run(1, "forgotten", "end", "mct:cleo", "--why", "request 8")).isEmpty();
        assertThat(error).contains("no later events of that person").hasLineCount(1);
        run(2, "forgotten", "end", "--why", "request 8");
        run(2, "forgotten", "end", "mct:anna", "--nr", "1", "--why", "request 8");
        assertThat(run(0, "forgotten", "end", "mct:anna", "--why", "signed up again"))
                .isEqualTo("Events of 2 identifiers are kept again from now on\n");

        assertThat(serai.append(Records.login("anna"), "lrs")).isEqualTo(Appended.STORED);
        assertThat(listed()).doesNotContain("not kept");
        assertThat(run(0, "audit")).contains("keep-again", "signed up again", "act 1: 1 records").doesNotContain("anna");
        assertThat(run(0, "journal", "verify")).contains("everything is whole");
    }

    @Test
    void endsAnActByItsNumber() {
        run(0, "forget", "mct:anna", "--why", "request 7", "--and-later");

        assertThat(run(0, "forgotten", "end", "--nr", "1", "--why", "in error"))
                .isEqualTo("Events of 1 identifier are kept again from now on\n");
        run(1, "forgotten", "end", "--nr", "1", "--why", "in error");
    }

    @Test
    void printsTheReceiptAsJson() throws Exception {
        JsonNode receipt = JSON.readTree(run(0, "forget", "mct:cleo", "--why", "request 7", "--json"));

        assertThat(receipt.at("/act").asLong()).isEqualTo(1);
        assertThat(receipt.at("/why").asText()).isEqualTo("request 7");
        assertThat(receipt.at("/later").asBoolean(true)).isFalse();
        assertThat(receipt.at("/journal/records").asLong()).isEqualTo(1);
        assertThat(receipt.at("/byHand/lrs/given").asLong()).isEqualTo(1);
        assertThat(receipt.at("/deleted/warehouse").isNumber()).isTrue();
        assertThat(receipt.at("/failed").isEmpty()).isTrue();
        assertThat(receipt.toString()).doesNotContain("cleo");
        run(1, "forget", "mct:cleo", "--why", "request 7", "--json", "--dry-run");
        assertThat(error).contains("a dry run has no receipt").hasLineCount(1);
    }

    @Test
    void aRestoredBackupForgetsAgain() throws Exception {
        Path backup = folder.resolve("backup.db");
        run(0, "backup", backup.toString());
        run(0, "forget", "anna@example.org", "--why", "request 7", "--and-later");
        run(0, "forget", "mct:cleo", "--why", "request 8");
        Path forgotten = folder.resolve("forgotten.jsonl");
        assertThat(Files.readString(forgotten)).hasLineCount(4).contains("request 7", "request 8").doesNotContain("anna", "cleo");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(forgotten))).isEqualTo("rw-------");
        serai.close();

        assertThat(run(0, "restore", backup.toString(), "--replace")).contains("was restored from",
                "Forgotten again, as " + forgotten + " says: 2 accounts, with 2 records and 1 aside.");

        assertThat(run(0, "find", "--learner", "anna")).isEqualTo("There are none.\n");
        assertThat(run(0, "find", "--learner", "cleo")).isEqualTo("There are none.\n");
        assertThat(run(0, "find", "--learner", "ben")).isNotEqualTo("There are none.\n");
        assertThat(run(0, "audit")).contains("forgotten before, and restored");
        assertThat(Files.readString(folder.resolve("journal.db"), StandardCharsets.ISO_8859_1)).doesNotContain("raw anna",
                "raw cleo").contains("raw ben");
        assertThat(run(0, "journal", "verify")).contains("everything is whole");
        serai.start();
        assertThat(serai.append(Records.login("anna"), "lrs")).isEqualTo(Appended.FORGOTTEN);
        assertThat(serai.append(Records.login("cleo"), "lrs")).isEqualTo(Appended.STORED);
    }

    @Test
    void aFileThatIsDamagedOrOfAnotherJournalIsRefusedAndTheJournalStays() throws Exception {
        Path backup = folder.resolve("backup.db");
        run(0, "backup", backup.toString());
        run(0, "forget", "mct:cleo", "--why", "request 8");
        serai.close();
        Path forgotten = folder.resolve("forgotten.jsonl");
        String whole = Files.readString(forgotten);
        byte[] journal = Files.readAllBytes(folder.resolve("journal.db"));
        for (String damaged : List.of("", whole.replace("\"later\":false", "\"later\":true"),
                whole.substring(0, whole.length() - 9),
                whole.replaceFirst("\"hash\":\"..", "\"hash\":\"zz"), whole.replaceFirst("\"key\":\"..", "\"key\":\"zz"))) {
            Files.writeString(forgotten, damaged);

            assertThat(run(1, "restore", backup.toString(), "--replace")).isEmpty();

            assertThat(error).contains("forgotten.jsonl").hasLineCount(1);
            assertThat(Files.readAllBytes(folder.resolve("journal.db"))).isEqualTo(journal);
        }
        Files.delete(forgotten);
        assertThat(run(0, "restore", backup.toString(), "--replace")).doesNotContain("Forgotten again");
        serai.start();
        assertThat(run(0, "find", "--learner", "cleo")).isNotEqualTo("There are none.\n");

        Files.writeString(folder.resolve("copy.jsonl"), whole);
        assertThat(run(0, "forgotten", "again", folder.resolve("copy.jsonl").toString()))
                .startsWith("Forgotten again: 1 account, of 1 identifier in the file\nErased in the journal: 1 record");
        assertThat(run(0, "find", "--learner", "cleo")).isEqualTo("There are none.\n");
        run(0, "forgotten", "export", folder.resolve("export.jsonl").toString());
        assertThat(folder.resolve("export.jsonl")).hasContent(whole.strip());
    }
}
