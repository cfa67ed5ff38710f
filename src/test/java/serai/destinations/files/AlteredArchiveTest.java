package serai.destinations.files;

import org.junit.jupiter.api.Test;
import serai.testkit.PrivateFolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import static org.assertj.core.api.Assertions.assertThat;

/** Others write into the archive's folder, or take from it: the destination stops, and destroys nothing that stands there. */
class AlteredArchiveTest extends ArchiveForOthers {

    @Test
    void aLineThatWasEditedInPlaceStopsTheDestinationUntilItIsPutBack() throws Exception {
        deliver(serai, 0, 3);
        String was = Files.readString(file(LINES));
        Files.writeString(file(LINES), was.replaceFirst("Anna", "Otto"));

        stopsAndGoesOn("was edited", () -> Files.writeString(file(LINES), was));

        assertThat(lines(LINES)).hasSize(4);
    }

    @Test
    void aFileThatWasCutOffStopsTheDestinationUntilItIsPutBack() throws Exception {
        deliver(serai, 0, 3);
        String was = Files.readString(file(LINES));
        Files.writeString(file(LINES), was.substring(0, was.indexOf('\n') + 1));

        stopsAndGoesOn("somebody has truncated or replaced it", () -> Files.writeString(file(LINES), was));

        assertThat(lines(LINES)).hasSize(4);
    }

    @Test
    void aLineThatSomebodyElseHasWrittenStopsTheDestination() throws Exception {
        deliver(serai, 0, 3);
        String was = Files.readString(file(LINES));
        Files.writeString(file(LINES), "{\"of\": \"somebody else\"}\n", StandardOpenOption.APPEND);

        stopsAndGoesOn("somebody else has written to it", () -> Files.writeString(file(LINES), was));

        assertThat(lines(LINES)).hasSize(4);
    }

    @Test
    void aFileThatIsGoneStopsTheDestination() throws Exception {
        deliver(serai, 0, 3);
        Path taken = Files.move(file(LINES), folder.resolve("taken"));

        // Its day is over, but its folder is there.
        stopsAndGoesOn("is missing; it had", () -> Files.move(taken, file(LINES)));

        assertThat(lines(LINES)).hasSize(4);
    }

    @Test
    void aManifestThatIsDamagedStopsTheDestinationUntilItIsPutBack() throws Exception {
        deliver(serai, 0, 3);
        Files.writeString(file("manifest.json"), "{");

        stopsAndGoesOn("manifest.json is not a manifest of the archive (line 1); put it back as it was",
                () -> Files.delete(file("manifest.json")));

        assertThat(lines(LINES)).hasSize(4);
    }

    @Test
    void whatCannotBePutBackIsLeftAndGoneOnBeside() throws Exception {
        deliver(serai, 0, 3);
        Files.writeString(file(LINES), "{}\n");

        stopsAndGoesOn("somebody has truncated or replaced it", this::goOn);

        assertThat(file(LINES)).hasContent("{}\n");
        assertThat(lines("course_completed.2.jsonl")).hasSize(1);
        assertThat(Files.readString(archive.resolve("serai-archive.json"))).contains("\"destination\" : \"archive\"");
    }

    @Test
    void aFileOfAStrangerWhereTheNextOneWouldBeIsLeftAlone() throws Exception {
        PrivateFolder.make(archive.resolve(DAY));
        Files.writeString(file(LINES), "a stranger's");
        Files.writeString(file("course_completed.2.jsonl"), "another's");

        deliver(serai, 0, 3);

        assertThat(file(LINES)).hasContent("a stranger's");
        assertThat(file("course_completed.2.jsonl")).hasContent("another's");
        assertThat(lines("course_completed.3.jsonl")).hasSize(3);
    }
}
