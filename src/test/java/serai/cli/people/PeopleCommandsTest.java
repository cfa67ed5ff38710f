package serai.cli.people;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import serai.journal.operations.people.PersonLink;
import serai.testkit.journal.CommandsBesideJournal;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai people} where something is wrong: an interruption, a typing error. */
public class PeopleCommandsTest extends CommandsBesideJournal {

    @AfterEach
    void clear() {
        System.clearProperty("serai.people");
    }

    private void directory(String rows) throws Exception {
        System.setProperty("serai.people", Files.writeString(folder.resolve("people.csv"), rows).toString());
    }

    /** As where it was stopped between the two things that it does. */
    @Test
    void unlinkMayBeSaidAgainToSendRecordsAgain() {
        serai(0, "people", "link", "mct:cleo", "E-1", "--why", "asked her");
        serai(0, "people", "unlink", "mct:cleo", "--why", "was wrong");

        assertThat(serai(0, "people", "unlink", "mct:cleo", "--why", "was wrong", "--send-again", "lrs"))
                .contains("mct:cleo is linked to nobody", "1 of its records will be sent to lrs again");
        serai(1, "people", "unlink", "mct:cleo", "--why", "was wrong");
        assertThat(error).contains("is linked to nobody").hasLineCount(1);
    }

    @Test
    void importRefusesWhomTheDirectoryDoesNotHaveAndChangesNothing() throws Exception {
        directory("id,email\nE-1,anna@example.org\nE-2,ben@example.org\n");
        Path links = Files.writeString(folder.resolve("links.csv"), "learner,person\nmct:anna,E-1\nmct:ben,E-9\nmct:cleo,e-2\n");

        serai(1, "people", "import", links.toString(), "--why", "a list");
        assertThat(error).contains("row 3 'E-9', row 4 'e-2'; nothing was changed").hasLineCount(1);
        assertThat(serai.operations().links().all()).isEmpty();

        assertThat(serai(0, "people", "import", links.toString(), "--why", "a list", "--unknown")).contains("3 new or changed");
        assertThat(serai(0, "audit")).contains("import", "a list").doesNotContain("E-9", "mct:ben");
        Files.writeString(links, "learner,person\nmct:anna,E-1\nmct:ben,E-2\n");
        assertThat(serai(0, "people", "import", links.toString(), "--why", "corrected")).contains("2 read, 1 new or changed");
        assertThat(serai.operations().links().all()).extracting(PersonLink::person).containsExactly("E-1", "E-2", "e-2");
    }
}
