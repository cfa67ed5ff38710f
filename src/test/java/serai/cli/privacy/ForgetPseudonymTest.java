package serai.cli.privacy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.operations.people.PersonLink;
import serai.model.Platform;
import serai.privacy.LearnerFields;
import serai.privacy.PrivacyMode;
import serai.privacy.PrivacyPolicy;
import serai.testkit.Kept;
import serai.testkit.journal.CommandsBesideJournal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai forget PERSON} at a destination that knows the person by the pseudonym of the organisation's id. */
public class ForgetPseudonymTest extends CommandsBesideJournal {

    private static final String KEY = "the key of the organisation of this test";
    private static final PrivacyPolicy POLICY =
            new PrivacyPolicy(PrivacyMode.PSEUDONYM, LearnerFields.NONE, LearnerFields.NONE, KEY);

    private final Map<String, String> settings = new HashMap<>();
    private String url;

    @BeforeEach
    void prepare() {
        url = "jdbc:sqlite:" + folder.resolve("warehouse.db");
        set("serai.warehouse.url", url);
        set("serai.privacy.default", "pseudonym");
        set("serai.privacy.key", KEY);
    }

    private void set(String setting, String value) {
        settings.put(setting, value);
        System.setProperty(setting, value);
    }

    @AfterEach
    void clear() {
        settings.keySet().forEach(System::clearProperty);
    }

    private void hold(String... learners) throws Exception {
        serai(0, "forget", "mct:nobody", "--why", "makes the tables");
        try (Connection warehouse = DriverManager.getConnection(url); Statement insert = warehouse.createStatement()) {
            for (String learner : learners) {
                insert.executeUpdate(("INSERT INTO learner (platform, learner_id, occurred_at, record_id) "
                        + "VALUES ('MCT', '%s', '2026', 'r')").formatted(learner));
            }
        }
    }

    private List<String> held() throws Exception {
        return Kept.rowsAt(url, "SELECT learner_id FROM learner");
    }

    @Test
    void deletesWhatALinkSaysIsThePersons() throws Exception {
        serai.operations().links().link(List.of(new PersonLink(Platform.MCT, "cleo", "E-3", serai.clock().instant())), "asked her");
        hold(POLICY.learner("E-3"), POLICY.learner("E-4"), POLICY.learner(Platform.MCT, "cleo"));

        assertThat(serai(0, "forget", "mct:cleo", "--why", "request 7")).contains("Deleted at warehouse: 2 rows\n")
                .doesNotContain("cleo", "E-3");

        assertThat(held()).containsExactly(POLICY.learner("E-4"));
    }

    @Test
    void deletesWhatTheDirectorySaysIsThePersons() throws Exception {
        Path people = Files.writeString(folder.resolve("people.csv"), "id,email\nE-3,Cleo@example.org\nE-4,ben@example.org\n");
        set("serai.people", people.toString());
        hold(POLICY.learner("E-3"), POLICY.learner("E-4"));

        assertThat(serai(0, "forget", "mct:cleo", "--why", "request 7")).contains("Deleted at warehouse: 1 row\n");

        assertThat(held()).containsExactly(POLICY.learner("E-4"));
    }

    /** Whose address it is by now is not whose it was. */
    @Test
    void deletesNobodyWhereTheRecordsLeadToSeveral() throws Exception {
        hold(POLICY.learner("E-3"), POLICY.learner("E-4"));
        serai.operations().links().link(List.of(new PersonLink(Platform.MCT, "cleo", "E-3", serai.clock().instant()),
                new PersonLink(Platform.MCT, "Cleo", "E-4", serai.clock().instant())), "asked her");

        assertThat(serai(1, "forget", "mct:cleo", "--why", "request 7")).contains(
                "lead to several people of the organisation; link",
                "people link", "nothing was erased in the journal");

        assertThat(held()).hasSize(2);
    }

    @Test
    void findsThePersonWhateverTheCaseOfWhatIsNamed() throws Exception {
        serai.operations().links().link(List.of(new PersonLink(Platform.MCT, "Cleo", "E-3", serai.clock().instant())), "asked her");
        hold(POLICY.learner("E-3"), POLICY.learner(Platform.MCT, "cleo"), POLICY.learner(Platform.MCT, "Cleo"));

        assertThat(serai(0, "forget", "mct:CLEO", "--why", "request 7")).contains("Deleted at warehouse: 3 rows\n");

        assertThat(held()).isEmpty();
    }

    /** An erased journal would not tell any more who that is. */
    @Test
    void erasesNothingWhereTheDirectoryCannotBeReadOrTheWarehouseFails() throws Exception {
        hold();
        set("serai.people", folder.resolve("none.csv").toString());
        assertThat(serai(1, "forget", "mct:cleo", "--why", "request 7")).contains("warehouse has not deleted everything: ",
                "the directory of people", "nothing was erased in the journal");

        set("serai.people", Files.writeString(folder.resolve("people.csv"), "id,email\nE-3,cleo@example.org\n").toString());
        set("serai.warehouse.url", "jdbc:sqlite:" + folder.resolve("no-such-folder/warehouse.db"));
        assertThat(serai(1, "forget", "mct:cleo", "--why", "request 7")).contains("warehouse has not deleted everything: ",
                "nothing was erased in the journal");

        assertThat(serai(0, "find", "--learner", "cleo")).isNotEqualTo("There are none.\n");
    }
}
