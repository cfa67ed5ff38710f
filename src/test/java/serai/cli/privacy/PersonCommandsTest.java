package serai.cli.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import serai.testkit.Kept;
import serai.testkit.Records;
import serai.testkit.journal.CommandsBesideJournal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai export PERSON} and {@code ./serai forget PERSON}. */
public class PersonCommandsTest extends CommandsBesideJournal {

    /** anna's record is a dead letter of the LRS, and another one differs from it. */
    @Test
    void exportsWhatIsHeldOfAPersonAndForgetsThat() throws Exception {
        Path file = folder.resolve("anna.json");

        assertThat(serai(0, "export", "ANNA@example.org", file.toString())).isEqualTo("1 record and 2 aside in " + file + "\n");

        JsonNode all = JSON.readTree(Files.readString(file));
        assertThat(all.at("/accounts/0/id").asText()).isEqualTo("anna");
        assertThat(all.at("/records/0/record/learner/contact").asText()).isEqualTo("anna@example.org");
        assertThat(all.at("/records/0/received").asText()).isEqualTo("raw anna");
        assertThat(all.at("/records/0/destinations/lrs").asText()).isEqualTo("dead");
        assertThat(all.at("/aside").findValuesAsText("id")).contains("mct-differs-1", "lrs-1");
        assertThat(all.toString()).doesNotContain("ben@", "cleo");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        serai(1, "export", "anna", file.toString());
        assertThat(error).hasLineCount(1);

        assertThat(serai(0, "forget", "mct:anna", "--why", "request 7", "--dry-run"))
                .startsWith("To erase in the journal: 1 record, 1 aside, 1 differing event, 0 refused\n")
                .contains("  lrs: 1 record\n");
        assertThat(serai(0, "find", "--learner", "anna")).isNotEqualTo("There are none.\n");

        assertThat(serai(0, "forget", "mct:anna", "--why", "request 7"))
                .startsWith("Erased in the journal: 1 record, 1 aside, 1 differing event, 0 refused\n").doesNotContain("anna");

        assertThat(serai(0, "find", "--learner", "anna")).isEqualTo("There are none.\n");
        assertThat(serai(0, "find", "--learner", "cleo")).contains("lrs: delivered");
        assertThat(serai(0, "audit")).contains("forget", "request 7").doesNotContain("anna");
        assertThat(serai(0, "journal", "verify")).contains("everything is whole");
        assertThat(serai(0, "forget", "mct:anna", "--why", "once more")).startsWith("Erased in the journal: 0 records");
    }

    @Test
    void hasTheWarehouseDeleteWhatItHas() throws Exception {
        System.setProperty("serai.warehouse.url", "jdbc:sqlite:" + folder.resolve("no-such-folder/warehouse.db"));
        try {
            assertThat(serai(0, "forget", "anna@example.org", "--why", "request 8", "--dry-run")).contains(
                    "warehouse would delete what it has.");
            String failed = serai(1, "forget", "anna@example.org", "--why", "request 8");
            assertThat(failed).contains("Erased in the journal: 1 record", "warehouse has not deleted everything: ",
                    "run the command again with the platform").doesNotContain("anna");

            String url = "jdbc:sqlite:" + folder.resolve("warehouse.db");
            System.setProperty("serai.warehouse.url", url);
            serai(0, "forget", "mct:nobody", "--why", "makes the tables");
            try (Connection warehouse = DriverManager.getConnection(url); Statement insert = warehouse.createStatement()) {
                for (String learner : List.of("anna", "cleo")) {
                    insert.executeUpdate(("INSERT INTO learner (platform, learner_id, contact, occurred_at, record_id) "
                            + "VALUES ('MCT', '%s', '%s@example.org', '2026', 'r')").formatted(learner, learner));
                }
            }
            assertThat(serai(0, "forget", "mct:anna", "--why", "request 8")).contains("Deleted at warehouse: 1 row\n")
                    .doesNotContain("anna");
            assertThat(Kept.rowsAt(url, "SELECT learner_id FROM learner")).containsExactly("cleo");
            assertThat(serai(0, "audit")).contains("1 rows at warehouse").doesNotContain("anna");
        } finally {
            System.clearProperty("serai.warehouse.url");
        }
    }

    /** As where its route finds whose a record is, and the warehouse has that person's pseudonym. */
    @Test
    void listsADestinationThatHasDeletedLessThanItWasGiven() throws Exception {
        System.setProperty("serai.warehouse.url", "jdbc:sqlite:" + folder.resolve("warehouse.db"));
        try {
            serai.destination("warehouse");
            serai.append(Records.completion("dora"), "warehouse");
            serai.runFor(A_MOMENT);

            assertThat(serai(0, "forget", "mct:dora", "--why", "request 10")).contains("Deleted at warehouse: 0 rows\n",
                    "delete there what they have of that person (docs/privacy.md):\n  warehouse: 1 record given, and 0 rows deleted\n");
        } finally {
            System.clearProperty("serai.warehouse.url");
        }
    }

    /** The pseudonym is what {@code printf MCT:anna | openssl dgst -sha256 -hmac KEY} prints. */
    @Test
    void namesAnAccountToTheWarehouseAsItKnowsIt() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("warehouse.db");
        Map<String, String> settings = Map.of("serai.warehouse.url", url, "serai.privacy.default", "pseudonym", "serai.privacy.key",
                "the key of the organisation of this test");
        settings.forEach(System::setProperty);
        try {
            serai(0, "forget", "mct:nobody", "--why", "makes the tables");
            try (Connection warehouse = DriverManager.getConnection(url); Statement insert = warehouse.createStatement()) {
                for (String learner : List.of("anna", "21b03f444bce58d0754aeac51073b5b46c112484f95334da1a8987ff2d2b60fa")) {
                    insert.executeUpdate(("INSERT INTO learner (platform, learner_id, occurred_at, record_id) "
                            + "VALUES ('MCT', '%s', '2026', 'r')").formatted(learner));
                }
            }
            assertThat(serai(0, "forget", "mct:anna", "--why", "request 9")).contains("Deleted at warehouse: 1 row\n");
            assertThat(Kept.rowsAt(url, "SELECT learner_id FROM learner")).containsExactly("anna");
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void refusesWhatNamesNobodyAndAReasonThatIsNone() {
        serai(1, "forget", "mct:", "--why", "request 7");
        assertThat(error).contains("name a person").hasLineCount(1);
        serai(1, "forget", "anna", "--why", " ");
        assertThat(error).contains("--why is empty").hasLineCount(1);
        serai(2, "forget", "anna");
        assertThat(error).contains("--why");
    }
}
