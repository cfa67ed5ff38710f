package serai.destinations.files;

import org.junit.jupiter.api.Test;
import serai.destinations.files.finished.ArchiveManifest;
import serai.destinations.files.finished.FinishedFile;
import serai.journal.attempt.Attempt;
import serai.testkit.Attempts;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** When a file is finished, and what its manifest says of it then. */
class FinishedFilesTest extends OneArchive {

    @Test
    void aFileOfADayThatIsOverIsListedWithItsCountAndItsHash() throws IOException {
        deliver("one\ntwo\n");
        archive.finish(OWNER.destination(), noted);
        assertThat(manifest().files()).isEmpty();

        clock.turn(TO_THE_NEXT_DAY);
        archive.finish(OWNER.destination(), noted);

        assertThat(file("logged_in.jsonl")).hasContent("one\ntwo\n");
        assertThat(manifest().files()).containsExactly(new ArchiveManifest.Item("logged_in.jsonl", 2, 8,
                "c3f9c8c283a2b1f2f1896f27a01cbe3cddc0c9d93f752e4639035a0f5b36f6e8"));
    }

    @Test
    void whatComesLateForAFinishedFileBeginsTheNextPart() throws IOException {
        deliver("one\n");
        clock.turn(TO_THE_NEXT_DAY);
        archive.finish(OWNER.destination(), noted);
        deliver("late\n");
        deliver("later\n");
        archive.finish(OWNER.destination(), noted);

        assertThat(file("logged_in.jsonl")).hasContent("one\n");
        assertThat(file("logged_in.2.jsonl")).hasContent("late\nlater\n");
        assertThat(manifest().files()).extracting(ArchiveManifest.Item::name)
                .containsExactly("logged_in.jsonl", "logged_in.2.jsonl");
    }

    @Test
    void aFinishedFileIsKnownAfterARestart() throws IOException {
        deliver("one\n");
        clock.turn(TO_THE_NEXT_DAY);
        archive.finish(OWNER.destination(), noted);
        open();
        deliver("late\n");

        assertThat(file("logged_in.jsonl")).hasContent("one\n");
        assertThat(file("logged_in.2.jsonl")).hasContent("late\n");
    }

    @Test
    void isNotFinishedWhileSomethingInItIsNotNoted() throws IOException {
        deliver("one\n");
        Attempt attempt = attempt("two\n");
        clock.turn(TO_THE_NEXT_DAY);
        archive.finish(OWNER.destination(), noted);
        assertThat(manifest().files()).isEmpty();

        noted.put(LOGINS.key(), attempt.remembered(LOGINS.key()));
        archive.finish(OWNER.destination(), noted);
        assertThat(manifest().files()).singleElement().extracting(ArchiveManifest.Item::records).isEqualTo(2L);
    }

    @Test
    void waitsUntilAFileStandsStill() throws IOException {
        open(new RollingPolicy(0, Duration.ofMinutes(10), false, false));
        deliver("one\n");
        clock.turn(TO_THE_NEXT_DAY);
        deliver("two\n");
        clock.turn(Duration.ofSeconds(599));
        archive.finish(OWNER.destination(), noted);
        assertThat(manifest().files()).isEmpty();

        clock.turn(Duration.ofSeconds(1));
        archive.finish(OWNER.destination(), noted);
        assertThat(manifest().files()).hasSize(1);
    }

    @Test
    void aLargeFileIsFinishedOnceTheNextPartIsNoted() throws IOException {
        open(new RollingPolicy(4, Duration.ZERO, false, true));
        deliver("one\n");
        Attempt attempt = attempt("two\n");
        archive.finish(OWNER.destination(), noted);
        assertThat(names()).containsExactly("logged_in.2.jsonl.growing", "logged_in.jsonl.growing");

        noted.put(LOGINS.key(), attempt.remembered(LOGINS.key()));
        archive.finish(OWNER.destination(), noted);
        assertThat(names()).containsExactly("logged_in.2.jsonl.growing", "logged_in.jsonl", "manifest.json");
    }

    /** While something is always under way, the file never ends where the journal remembers it. */
    @Test
    void finishesAFileBeforeItsTimeAndGoesOnInTheNextPart() throws IOException {
        deliver("one\n");
        Attempt underWay = attempt("two\n");
        archive.finishSoon(Set.of(new ArchivePart(LOGINS.key(), 1)));
        archive.finish(OWNER.destination(), noted);
        assertThat(manifest().files()).isEmpty();

        noted.put(LOGINS.key(), underWay.remembered(LOGINS.key()));
        underWay = attempt("three\n");
        archive.finish(OWNER.destination(), noted);

        assertThat(file("logged_in.jsonl")).hasContent("one\ntwo\n");
        assertThat(file("logged_in.2.jsonl")).hasContent("three\n");
        noted.put(LOGINS.key(), underWay.remembered(LOGINS.key()));
        archive.finish(OWNER.destination(), noted);
        assertThat(manifest().files()).extracting(ArchiveManifest.Item::name).containsExactly("logged_in.jsonl");
    }

    @Test
    void zipsAFileThatWasBegunBeforeItWasToBeZippedAndAtomic() throws IOException {
        deliver("one\n");
        open(new RollingPolicy(0, Duration.ZERO, true, true));
        clock.turn(TO_THE_NEXT_DAY);

        archive.finish(OWNER.destination(), noted);

        assertThat(names()).containsExactly("logged_in.jsonl.gz", "manifest.json");
    }

    @Test
    void zipsAFileAndListsWhatIsToBeTaken() throws IOException {
        open(new RollingPolicy(0, Duration.ZERO, true, false));
        deliver("one\ntwo\n");
        clock.turn(TO_THE_NEXT_DAY);
        archive.finish(OWNER.destination(), noted);

        assertThat(names()).containsExactly("logged_in.jsonl.gz", "manifest.json");
        assertThat(manifest().files()).singleElement().satisfies(item -> {
            assertThat(item.records()).isEqualTo(2);
            assertThat(item.bytes()).isEqualTo(Files.size(file("logged_in.jsonl.gz")));
        });
        try (InputStream zipped = new GZIPInputStream(Files.newInputStream(file("logged_in.jsonl.gz")))) {
            assertThat(zipped).hasContent("one\ntwo\n");
        }
    }

    @Test
    void countsRowsOfATableAndNotTheLinesInThem() throws IOException {
        PrivateFolder.make(folder.resolve("2026-11-22"));
        Files.writeString(file("t.csv"), "id,name\r\n1,\"a\r\n\"\"b\"\"\n\"\r\n2,c\r\n");

        assertThat(FinishedFile.item(file("t.csv"), true).records()).isEqualTo(2);
    }

    @Test
    void aFinishedFileThatSomebodyHasTakenAwayIsNotBegunAgain() throws IOException {
        open(new RollingPolicy(0, Duration.ZERO, false, true));
        deliver("one\n");
        clock.turn(TO_THE_NEXT_DAY);
        archive.finish(OWNER.destination(), noted);
        Files.delete(file("logged_in.jsonl"));
        open(new RollingPolicy(0, Duration.ZERO, false, true));
        deliver("late\n");

        assertThat(names()).containsExactly("logged_in.2.jsonl.growing", "manifest.json");
    }

    @Test
    void oneManifestThatIsNoneHoldsUpNoOtherDay() throws IOException {
        deliver("one\n");
        ArchiveSeries tomorrow = ArchiveSeries.of("2026-11-23", "LOGGED_IN", null, "jsonl");
        Attempt attempt = Attempts.attempt(noted);
        archive.append(tomorrow, bytes("two\n"), attempt);
        noted.put(tomorrow.key(), attempt.remembered(tomorrow.key()));
        Files.writeString(file("manifest.json"), "{");
        clock.turn(Duration.ofDays(2));
        open();

        assertThatThrownBy(() -> archive.finish(OWNER.destination(), noted)).isInstanceOf(IOException.class);
        assertThat(ArchiveManifest.read(folder.resolve("2026-11-23")).files()).hasSize(1);
    }

    @Test
    void saysWhichManifestIsNone() throws IOException {
        deliver("one\n");
        Files.writeString(file("manifest.json"), "{");

        open();
        assertThatThrownBy(() -> deliver("two\n")).isInstanceOf(IOException.class)
                .hasMessage(file("manifest.json") + " is not a manifest of the archive (line 1); put it back as it was");
    }
}
