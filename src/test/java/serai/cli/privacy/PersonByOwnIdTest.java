package serai.cli.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.operations.people.PersonLink;
import serai.model.Platform;
import serai.testkit.Kept;
import serai.testkit.Logged;
import serai.testkit.journal.CommandsBesideJournal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai forget} and {@code export} by the organisation's own id, which only links or the directory of people tell. */
public class PersonByOwnIdTest extends CommandsBesideJournal {

    private String url;

    @BeforeEach
    void prepare() throws Exception {
        url = "jdbc:sqlite:" + folder.resolve("warehouse.db");
        System.setProperty("serai.warehouse.url", url);
        serai(0, "forget", "mct:nobody", "--why", "makes the tables");
        try (Connection warehouse = DriverManager.getConnection(url); Statement insert = warehouse.createStatement()) {
            for (String learner : List.of("anna", "ben", "cleo")) {
                insert.executeUpdate(("INSERT INTO learner (platform, learner_id, occurred_at, record_id) "
                        + "VALUES ('MCT', '%s', '2026', 'r')").formatted(learner));
            }
        }
    }

    @AfterEach
    void clear() {
        System.clearProperty("serai.warehouse.url");
        System.clearProperty("serai.people");
    }

    private void link(String learner, String person) {
        serai.operations().links().link(List.of(new PersonLink(Platform.MCT, learner, person, serai.clock().instant())), "asked");
    }

    private void directory(String... rows) throws Exception {
        System.setProperty("serai.people",
                Files.writeString(folder.resolve("people.csv"), "id,email,aliases\n" + String.join("\n", rows)).toString());
    }

    private List<String> held() throws Exception {
        return Kept.rowsAt(url, "SELECT learner_id FROM learner ORDER BY learner_id");
    }

    @Test
    void forgetsTheAccountsThatAreLinkedToIt() throws Exception {
        link("anna", "E-1029");
        link("ben", "E-1029");
        link("cleo", "E-1");

        assertThat(serai(0, "forget", "e-1029", "--why", "request 7", "--dry-run")).contains("2 records",
                "2 accounts, 2 of them by links");
        assertThat(serai(0, "forget", "e-1029", "--why", "request 7")).contains("Erased in the journal: 2 records",
                "Found: 2 accounts, 2 of them by links, and 0 by the directory of people, which was not asked.",
                "Deleted at warehouse: 2 rows").doesNotContain("anna");

        assertThat(held()).containsExactly("cleo");
        assertThat(serai.operations().links().all()).extracting(PersonLink::learner).containsExactly("cleo");
        assertThat(serai(1, "forget", "E-1029", "--why", "once more")).contains("Erased in the journal: 0 records");
    }

    @Test
    void forgetsTheAccountsThatTheDirectoryFindsTheirs() throws Exception {
        directory("E-1029,anna.b@example.org,anna@example.org", "E-1,cleo@example.org,");
        link("ben", "E-1029");

        assertThat(serai(1, "forget", "E-1029", "--why", "request 7")).isEmpty();
        assertThat(error).contains("several accounts of one platform");
        serai.operations().links().unlink(Platform.MCT, "ben", "was wrong");

        assertThat(serai(0, "forget", "E-1029", "--why", "request 7")).contains("Erased in the journal: 1 record",
                "Found: 1 account, 0 of them by links, and 1 by the directory of people.");

        assertThat(held()).containsExactly("ben", "cleo");
    }

    /** The directory has a row for each address: all that somebody has lead to their accounts, also those of the first rows. */
    @Test
    void forgetsByAllRowsThatTheDirectoryHasOfWhomAnAddressNames() throws Exception {
        directory("E-1029,anna@example.org,", "E-1,cleo@example.org,", "E-1029,anna.b@example.org,");

        assertThat(serai(0, "forget", "anna.b@example.org", "--why", "request 7")).contains("Erased in the journal: 1 record",
                "Found: 1 account, 0 of them by links, and 1 by the directory of people.");

        assertThat(held()).containsExactly("ben", "cleo");
    }

    /** Nobody is found by it; all others still are. */
    @Test
    void goesOnBesideADamagedLink() throws Exception {
        directory("E-1029,anna@example.org,", "E-1,cleo@example.org,");
        link("cleo", "E-1");
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                Statement damage = journal.createStatement()) {
            damage.executeUpdate("UPDATE person_link SET person = 'E-1029'");
        }

        try (Logged log = new Logged()) {
            serai(0, "export", "anna@example.org", folder.resolve("anna.json").toString());
            assertThat(serai(0, "forget", "anna@example.org", "--why", "request 7")).contains("Erased in the journal: 1 record");
            assertThat(log.lines()).anyMatch(line -> line.contains("A link of a person is damaged"))
                    .noneMatch(line -> line.contains("cleo"));
        }

        assertThat(held()).containsExactly("ben", "cleo");
    }

    /** The directory finds the account by its address, but a link has said that it is somebody else's. */
    @Test
    void leavesAnAccountThatIsSomebodyElses() throws Exception {
        directory("E-1029,anna@example.org,", "E-1,cleo@example.org,");
        link("anna", "E-1");

        assertThat(serai(1, "forget", "E-1029", "--why", "request 7")).contains("Erased in the journal: 0 records", "0 accounts");

        assertThat(held()).contains("anna");
    }

    @Test
    void refusesWhereTheDirectoryCannotBeRead() throws Exception {
        System.setProperty("serai.people", folder.resolve("none.csv").toString());

        serai(1, "forget", "E-1029", "--why", "request 7");
        assertThat(error).contains("the directory of people").hasLineCount(1);
        serai(1, "export", "E-1029", folder.resolve("e.json").toString());
        assertThat(error).contains("the directory of people").hasLineCount(1);
        serai(0, "forget", "mct:anna", "--why", "request 7");
    }

    /** As where everything of the person was purged, and the destinations have it still. */
    @Test
    void saysThatNobodyWasAskedWhereTheJournalKnowsNoAccount() throws Exception {
        assertThat(serai(1, "forget", "dora@example.org", "--why", "request 7")).contains(
                "The journal knows no account of that identifier (any more), so these were not asked: archive, warehouse.",
                "such as mct:13273").doesNotContain("dora");
        JsonNode receipt = JSON.readTree(serai(1, "forget", "dora@example.org", "--why", "request 7", "--json"));
        assertThat(receipt.at("/notAsked")).hasSize(2);
        assertThat(receipt.at("/accounts/all").asInt()).isZero();
        assertThat(serai(0, "audit")).contains("not asked: archive, warehouse").doesNotContain("dora");
        assertThat(serai(0, "forget", "dora@example.org", "--why", "request 7", "--dry-run"))
                .contains("were not asked").doesNotContain("would delete");

        serai(0, "forget", "anna@example.org", "--why", "request 8");
        assertThat(serai(1, "forget", "anna@example.org", "--why", "once more")).contains("not asked: archive, warehouse.");
    }

    @Test
    void exportsLinksAndWhatOperatorsHaveDone() throws Exception {
        link("Anna", "E-1029");
        link("cleo", "E-1");
        Path file = folder.resolve("anna.json");

        serai(0, "export", "E-1029", file.toString());

        JsonNode all = JSON.readTree(Files.readString(file));
        assertThat(all.at("/records")).hasSize(1);
        assertThat(all.at("/links/0/person").asText()).isEqualTo("E-1029");
        assertThat(all.at("/links/0/learner").asText()).isEqualTo("mct:Anna");
        assertThat(all.at("/audit")).hasSize(1);
        assertThat(all.at("/audit/0/act").asText()).isEqualTo("link");
        assertThat(all.at("/audit/0/why").asText()).isEqualTo("asked");
    }
}
