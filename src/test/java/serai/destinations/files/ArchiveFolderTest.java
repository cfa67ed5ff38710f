package serai.destinations.files;

import org.junit.jupiter.api.Test;
import serai.journal.attempt.FailureClass;
import serai.testkit.OneDestination;
import serai.testkit.PrivateFolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Another journal, another name of the destination, or a share that is not there: nothing in the archive's folder is destroyed. */
class ArchiveFolderTest extends ArchiveForOthers {

    @Test
    void aNewJournalOnAnOldFolderStopsUntilItIsToldToGoOn() throws Exception {
        deliver(serai, 0, 5);
        Map<String, byte[]> before = files();

        try (OneDestination other = archive("archive", folder.resolve("other")).start()) {
            other.append("later");
            other.untilStopped(FailureClass.MISCONFIGURED);
            assertThat(other.state().failure()).contains(archive + " is the archive of another journal", "go-on",
                    archive.resolve("serai-archive.json").toString());
            assertUnchanged(before);

            goOn();
            other.resume();
            other.untilDelivered(1);
        }
        assertUnchanged(before);
        assertThat(lines("course_completed.2.jsonl")).hasSize(1);
    }

    @Test
    void aRenamedDestinationOfTheSameJournalStops() throws Exception {
        deliver(serai, 0, 5);
        PrivateFolder.make(folder.resolve("two/data"));
        copy(serai.data(), folder.resolve("two/data"));
        Map<String, byte[]> before = files();
        String route = Files.readString(Path.of("routes/destination-archive.camel.yaml"));

        try (OneDestination renamed = archive("files", folder.resolve("two"))
                .withRoute("destination-files.camel.yaml", route.replace("destination: archive", "destination: files")
                        .replace("destination-archive", "destination-files").replace("journal:archive", "journal:files"))
                .start()) {
            renamed.append("later");
            renamed.untilStopped(FailureClass.MISCONFIGURED);
            assertThat(renamed.state().failure()).contains("is the archive of the destination archive, not of files");
            assertUnchanged(before);
        }
    }

    @Test
    void anOlderCopyOfTheJournalGoesOnInNewParts() throws Exception {
        deliver(serai, 0, 3);
        Path copy = PrivateFolder.make(folder.resolve("copy"));
        copy(serai.data(), copy);
        deliver(serai, 3, 8);
        Map<String, byte[]> before = files();

        copy(copy, serai.data());
        deliver(serai, 8, 10);

        assertUnchanged(before);
        assertThat(lines(LINES)).hasSize(8);
        assertThat(lines("course_completed.2.jsonl")).hasSize(2);
    }

    @Test
    void aShareThatIsNotMountedAtTheStartStopsTheDestination() throws Exception {
        deliver(serai, 0, 3);
        Path share = Files.move(archive, folder.resolve("share"));
        PrivateFolder.make(archive);

        stopsAndGoesOn("its serai-archive.json is missing", () -> {
            assertThat(files()).isEmpty();
            Files.delete(archive);
            Files.move(share, archive);
        });

        assertThat(lines(LINES)).hasSize(4);
    }

    @Test
    void aShareThatGoesAwayWhileItRunsStopsTheDestination() throws Exception {
        try (OneDestination running = serai.start()) {
            running.append("0", "1", "2");
            running.untilDelivered(3);
            Path share = Files.move(archive, folder.resolve("share"));
            PrivateFolder.make(archive);

            running.append("3");
            running.untilStopped(FailureClass.MISCONFIGURED);
            assertThat(running.state().failure()).contains(archive + " is no longer the folder that was written to");
            assertThat(files()).isEmpty();

            Files.delete(archive);
            Files.move(share, archive);
            running.resume();
            running.untilDelivered(4);
        }
        assertThat(lines(LINES)).hasSize(4);
    }

    @Test
    void anArchiveFromBeforeThereWereMarksGoesOnInItsFiles() throws Exception {
        deliver(serai, 0, 3);
        asBeforeThereWereMarks();

        deliver(serai, 3, 5);

        assertThat(lines(LINES)).hasSize(5);
        assertThat(archive.resolve("serai-archive.json")).exists();
    }

    @Test
    void anArchiveFromBeforeThereWereMarksThatDoesNotFitStopsTheDestination() throws Exception {
        deliver(serai, 0, 3);
        asBeforeThereWereMarks();
        String was = Files.readString(file(LINES));
        Files.writeString(file(LINES), was.replaceFirst("Anna", "A line\nthat is longer"));

        stopsAndGoesOn("end within a line", () -> Files.writeString(file(LINES), was));

        assertThat(lines(LINES)).hasSize(4);
    }
}
