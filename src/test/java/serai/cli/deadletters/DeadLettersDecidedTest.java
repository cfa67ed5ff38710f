package serai.cli.deadletters;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.testkit.journal.CommandsBesideJournal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** Dead letters that an operator sends again, edits or drops. */
public class DeadLettersDecidedTest extends CommandsBesideJournal {

    @Test
    void aBodyThatWasNoEventCanNeitherBeSentNorGivenUp() {
        for (String[] command : new String[][]{{"retry"}, {"retry", "--dry-run"}, {"drop", "--why", "x"}}) {
            String[] all = Stream.concat(Stream.of("dead-letters"), Stream.concat(Stream.of(command),
                    Stream.of("lrs-1", "praesidium-rejected-1"))).toArray(String[]::new);
            assertThat(serai(1, all)).isEmpty();
            assertThat(error).startsWith("serai: praesidium-rejected-1 is a refused body").hasLineCount(1);
        }
        assertThat(serai.balance("lrs")).as("nor was anything done with the other").isEqualTo(new Balance(3, 1, 0, 2, 0));
    }

    @Test
    void anIdThatIsTypedTwiceIsOneAndWhatCanNotBeDoneIsNoSuccess() {
        assertThat(serai(0, "dead-letters", "retry", "lrs-1", "lrs-1")).isEqualTo("1 to be sent again\n");
        serai(1, "dead-letters", "retry", "lrs-1", "--dry-run");
        assertThat(error).isEqualTo("serai: nothing is done: lrs-1 is requeued\n");
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "touch " + folder.resolve("edit-opened"));
        assertThat(error).isEqualTo("serai: lrs-1 is requeued; only dead letters in the state dead can be edited\n");
        assertThat(edits()).as("the editor was not opened").isEmpty();
        untilNow();
        serai(1, "dead-letters", "drop", "lrs-1", "--why", "x");
        assertThat(error).isEqualTo("serai: nothing is done: lrs-1 is delivered\n");
    }

    @Test
    void retriesByIdAndBySelection() {
        assertThat(serai(0, "dead-letters", "retry", "lrs-1", "lrs-2", "--dry-run")).isEqualTo("2 would be sent again\n");
        assertThat(serai(0, "dead-letters", "retry", "--where", "destination=lrs,class=refused", "--dry-run"))
                .isEqualTo("2 would be sent again\n");
        assertThat(serai(0, "dead-letters", "retry", "lrs-1")).isEqualTo("1 to be sent again\n");
        assertThat(serai(0, "dead-letters", "retry", "lrs-1", "lrs-2"))
                .isEqualTo("1 to be sent again; left alone: lrs-1 is requeued\n");
        untilNow();
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 3, 0, 0, 0));
        assertThat(serai(0, "dead-letters", "retry", "--where", "source=mct", "--rate", "10/s")).isEqualTo("1 to be sent again\n");
        serai.runFor(A_MOMENT);
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 4, 0, 0, 0));
    }

    @Test
    void dropsWithAReason() {
        assertThat(serai(0, "dead-letters", "drop", "lrs-1", "mct-differs-1", "--why", "a test account"))
                .isEqualTo("2 dropped\n");

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 1, 0, 1, 1));
        assertThat(serai(0, "dead-letters", "show", "lrs-1")).contains("dropped", "a test account");
        assertThat(serai(0, "dead-letters", "list").lines()).hasSize(2);
    }

    @Test
    void sendsWhatTheEditorHasMade() {
        String editor = "sed -i 's/\"percentage\" : 50/\"percentage\" : 51/'";

        assertThat(serai(0, "dead-letters", "edit", "lrs-1", "--editor", editor)).isEqualTo(
                "lrs-1 will be sent as edited, to lrs only; other destinations have or get the record as it was\n");

        untilNow();
        assertThat(lrs.records()).last().isEqualTo(completion("anna", new BigDecimal("51")).withRaw(null));
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 2, 0, 1, 0));
        assertThat(serai(0, "dead-letters", "edit", "lrs-2", "--editor", "true"))
                .isEqualTo("Nothing was changed, so nothing is sent.\n");
        assertThat(edits()).isEmpty();
    }

    @Test
    void whatTheEditorHasMadeIsCheckedAndKeptWhereItIsNoRecord() throws IOException {
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "sed -i 's/\"percentage\"/\"percent\"/'");
        assertThat(error).contains("a learning record has no field 'percent'. Nothing is sent; your text is in ")
                .hasLineCount(1);
        assertThat(edits()).singleElement().satisfies(
                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
        Files.delete(edits().get(0));
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "sed -i 's/\"id\" : \"......../\"id\" : \"00000000/'");
        assertThat(error).contains("lrs-1: the field id can't be changed");
        Files.delete(edits().get(0));
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "echo broken >");
        assertThat(error).contains("not a learning record in JSON: see line 1").doesNotContain("broken");
        Files.delete(edits().get(0));
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "false");
        assertThat(error).isEqualTo("serai: the editor 'false' ended with code 1, so nothing is sent\n");
        serai(1, "dead-letters", "edit", "lrs-1", "--editor", "no-such-editor");
        assertThat(error).startsWith("serai: the editor 'no-such-editor' can't be run, so nothing is sent; set EDITOR, or name an "
                + "editor").hasLineCount(1);
        assertThat(edits()).isEmpty();
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 1, 0, 2, 0));
    }

    private List<Path> edits() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("edit-")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
