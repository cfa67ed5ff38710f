package serai.destinations.files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.FailureClass;
import serai.journal.sql.query.Checksum;
import serai.model.LearningRecord;
import serai.testkit.OneDestination;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What others do to the archive's folder, to the journal, or to the destination's name: nothing that stands there is destroyed. */
class ArchiveFolderTest {

    private static final String DAY = Records.RECEIVED.toString().substring(0, 10);
    private static final String LINES = "course_completed.jsonl";

    @TempDir
    private Path folder;
    private Path archive;
    private OneDestination serai;

    @BeforeEach
    void make() throws IOException {
        archive = folder.resolve("archive");
        serai = archive("archive", folder.resolve("one"));
    }

    private OneDestination archive(String destination, Path home) throws IOException {
        return new OneDestination(destination, home).with("serai.archive.folder", archive).with("serai.retry.stopped.ms", "200");
    }

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
    void whatCannotBePutBackIsLeftAndGoneOnBeside() throws Exception {
        deliver(serai, 0, 3);
        Files.writeString(file(LINES), "{}\n");

        stopsAndGoesOn("somebody has truncated or replaced it", this::goOn);

        assertThat(file(LINES)).hasContent("{}\n");
        assertThat(lines("course_completed.2.jsonl")).hasSize(1);
        assertThat(Files.readString(archive.resolve("serai-archive.json"))).contains("\"destination\" : \"archive\"");
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

    private interface Mending {
        void mend() throws IOException;
    }

    /** The fourth record stops it, changing nothing, and is delivered once somebody has mended it. */
    private void stopsAndGoesOn(String why, Mending mending) throws Exception {
        Map<String, byte[]> before = files();
        try (OneDestination running = serai.start()) {
            running.append("3");
            running.untilStopped(FailureClass.MISCONFIGURED);
            assertThat(running.state().failure()).contains(why, archive.toString());
            assertUnchanged(before);
            mending.mend();
            running.resume();
            running.untilDelivered(4);
        }
    }

    private static void deliver(OneDestination serai, int from, int to) throws Exception {
        try (OneDestination running = serai.start()) {
            running.append(Stream.iterate(from, i -> i + 1).limit(to - from).map(i -> Records.completion("learner" + i))
                    .toArray(LearningRecord[]::new));
            running.untilBalanced();
        }
    }

    private void goOn() throws IOException {
        Files.writeString(archive.resolve("serai-archive.json"), "go-on\n");
    }

    /** Only lengths were remembered, and nothing told whose a folder was. */
    private void asBeforeThereWereMarks() throws Exception {
        Files.deleteIfExists(archive.resolve("serai-archive.json"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + serai.data().resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            List<String[]> lengths = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("SELECT destination, name, value FROM remembered")) {
                while (row.next()) {
                    lengths.add(new String[]{row.getString(1), row.getString(2), row.getString(3).replaceFirst(" .*", "")});
                }
            }
            for (String[] one : lengths) {
                String change = "UPDATE remembered SET value = '%s', sum = %s WHERE destination = '%s' AND name = '%s'";
                assertThat(statement.executeUpdate(change.formatted(one[2], Checksum.of(one), one[0], one[1]))).isEqualTo(1);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(to)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private void assertUnchanged(Map<String, byte[]> before) throws IOException {
        Map<String, byte[]> now = files();
        before.forEach((name, bytes) -> assertThat(text(now.get(name))).as(name).isEqualTo(text(bytes)));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "is gone" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The files of all days. */
    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(archive)) {
            files.filter(file -> Files.isRegularFile(file) && !file.getParent().equals(archive))
                    .forEach(file -> all.put(archive.relativize(file).toString(), bytes(file)));
        }
        return all;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return archive.resolve(DAY).resolve(name);
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(file(name));
    }
}
