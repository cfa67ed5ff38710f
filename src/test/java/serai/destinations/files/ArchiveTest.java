package serai.destinations.files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.destinations.files.finished.ArchiveDisk;
import serai.destinations.files.finished.ArchiveManifest;
import serai.destinations.files.finished.FinishedFile;
import serai.journal.JournalReport;
import serai.journal.attempt.Attempt;
import serai.testkit.Attempts;
import serai.testkit.PrivateFolder;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class ArchiveTest {

    private static final ArchiveSeries LOGINS = ArchiveSeries.of("2026-11-22", "LOGGED_IN", null, "jsonl");
    private static final ArchiveSeries TABLE = ArchiveSeries.of("2026-11-22", "COURSE_COMPLETED", null, "csv");
    private static final Instant EVENING = Instant.parse("2026-11-22T20:00:00Z");
    private static final Duration TO_THE_NEXT_DAY = Duration.ofHours(4);
    private static final RollingPolicy AS_SHIPPED = new RollingPolicy(0, Duration.ZERO, false, false);

    private static final ArchiveOwner OWNER = new ArchiveOwner("a journal", "archive");

    private final Map<String, String> noted = new HashMap<>();
    private final SettableClock clock = new SettableClock(EVENING);

    @TempDir
    private Path folder;
    private Archive archive;

    @BeforeEach
    void open() throws IOException {
        open(AS_SHIPPED);
    }

    private void open(RollingPolicy rules) throws IOException {
        archive = new Archive(new ArchiveFolder(folder, new ArchiveDisk()), "jsonl", false, rules, clock);
        archive.folder().claim(OWNER, noted);
    }

    @Test
    void writesWhereTheLastPageEnded() throws IOException {
        deliver("one\n");
        deliver("two\n");

        assertThat(file("logged_in.jsonl")).hasContent("one\ntwo\n");
    }

    @Test
    void cutsOffWhatAnUnfinishedAttemptHasWritten() throws IOException {
        deliver("one\n");
        attempt("two, of an attempt that never ended\n");
        deliver("two\n");

        assertThat(file("logged_in.jsonl")).hasContent("one\ntwo\n");
    }

    @Test
    void cutsOffEverythingWhereNothingIsRemembered() throws IOException {
        attempt("one, of an attempt that never ended\n");
        deliver("one\n");

        assertThat(file("logged_in.jsonl")).hasContent("one\n");
    }

    @Test
    void appendsTwiceInOneAttempt() throws IOException {
        Attempt attempt = Attempts.attempt(Map.of());
        archive.append(LOGINS, bytes("one\n"), attempt);
        archive.append(LOGINS, bytes("two\n"), attempt);

        assertThat(file("logged_in.jsonl")).hasContent("one\ntwo\n");
        assertThat(FilePosition.of(attempt.remembered(LOGINS.key())).length()).isEqualTo(8);
    }

    @Test
    void writesAHeadingOnlyWhereAFileBegins() throws IOException {
        Archive tables = new Archive(archive.folder(), "csv", true, new RollingPolicy(9, Duration.ZERO, false, false), clock);
        for (String row : List.of("1", "2", "3")) {
            Attempt attempt = Attempts.attempt(noted);
            tables.append(TABLE, bytes("id\r\n" + row + "\r\n"), attempt);
            noted.put(TABLE.key(), attempt.remembered(TABLE.key()));
        }

        assertThat(Files.readString(file("course_completed.csv"))).isEqualTo("id\r\n1\r\n2\r\n");
        assertThat(Files.readString(file("course_completed.2.csv"))).isEqualTo("id\r\n3\r\n");
    }

    @Test
    void beginsTheNextPartWhereTheHeadingIsAnother() throws IOException {
        Archive tables = new Archive(archive.folder(), "csv", true, AS_SHIPPED, clock);
        for (String text : List.of("id\r\n1\r\n", "id\r\n2\r\n", "id,name\r\n3,a\r\n", "id,name\r\n4,b\r\n",
                "\uFEFFid,name\r\n5,c\r\n",
                "\uFEFFid,name\r\n6,d\r\n")) {
            Attempt attempt = Attempts.attempt(noted);
            tables.append(TABLE, bytes(text), attempt);
            noted.put(TABLE.key(), attempt.remembered(TABLE.key()));
        }

        assertThat(Files.readString(file("course_completed.csv"))).isEqualTo("id\r\n1\r\n2\r\n");
        assertThat(Files.readString(file("course_completed.2.csv"))).isEqualTo("id,name\r\n3,a\r\n4,b\r\n");
        assertThat(Files.readString(file("course_completed.3.csv"))).isEqualTo("\uFEFFid,name\r\n5,c\r\n6,d\r\n");
        tables.finish(OWNER.destination(), noted);
        assertThat(manifest().files()).extracting(ArchiveManifest.Item::name, ArchiveManifest.Item::records)
                .containsExactlyInAnyOrder(tuple("course_completed.csv", 2L), tuple("course_completed.2.csv", 2L));
    }

    @Test
    void cutsOffWhatTheProcessBeforeHasWrittenAndWasNotNoted() throws IOException {
        open(new RollingPolicy(4, Duration.ZERO, false, false));
        deliver("one\n");
        attempt("two, never noted\n");
        open();

        assertThat(names()).containsExactly("logged_in.jsonl");
        assertThat(file("logged_in.jsonl")).hasContent("one\n");
    }

    @Test
    void takesBackWhatAFailedAttemptHasWritten() throws IOException {
        deliver("one\n");
        attempt("two\n");
        archive.takeBack(LOGINS, FilePosition.of(noted.get(LOGINS.key())), OWNER.destination());

        assertThat(file("logged_in.jsonl")).hasContent("one\n");
    }

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
    void goesOnInTheSameFileWhereTheSettingHasChanged() throws IOException {
        open(new RollingPolicy(0, Duration.ZERO, false, true));
        deliver("one\n");
        open(AS_SHIPPED);
        deliver("two\n");

        assertThat(names()).containsExactly("logged_in.jsonl.growing");
        assertThat(file("logged_in.jsonl.growing")).hasContent("one\ntwo\n");
    }

    @Test
    void cutsOffWhatWasNotNotedWhereTheSettingHasChangedToo() throws IOException {
        deliver("one\n");
        attempt("two, never noted\n");
        open(new RollingPolicy(0, Duration.ZERO, false, true));
        clock.turn(TO_THE_NEXT_DAY);
        archive.finish(OWNER.destination(), noted);

        assertThat(file("logged_in.jsonl")).hasContent("one\n");
        assertThat(manifest().files()).singleElement().extracting(ArchiveManifest.Item::records).isEqualTo(1L);
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
    void filesFromBeforeARestoreAreLeftAlone() throws IOException {
        deliver("one\n");
        attempt("two, delivered after the backup\n");
        noted.put(JournalReport.RESTORED, "MOMENT");
        open();
        clock.turn(TO_THE_NEXT_DAY);
        archive.finish(OWNER.destination(), noted);

        assertThat(file("logged_in.jsonl")).hasContent("one\ntwo, delivered after the backup\n");
        assertThat(names()).containsExactly("logged_in.jsonl");
    }

    @Test
    void saysWhichManifestIsNone() throws IOException {
        deliver("one\n");
        Files.writeString(file("manifest.json"), "{");

        open();
        assertThatThrownBy(() -> deliver("two\n")).isInstanceOf(IOException.class)
                .hasMessage(file("manifest.json") + " is not a manifest of the archive (line 1); put it back as it was");
    }

    private void deliver(String text) throws IOException {
        noted.put(LOGINS.key(), attempt(text).remembered(LOGINS.key()));
    }

    private Attempt attempt(String text) throws IOException {
        Attempt attempt = Attempts.attempt(Map.copyOf(noted));
        archive.append(LOGINS, bytes(text), attempt);
        return attempt;
    }

    private ArchiveManifest manifest() throws IOException {
        return ArchiveManifest.read(folder.resolve("2026-11-22"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("2026-11-22"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path file(String name) {
        return folder.resolve("2026-11-22").resolve(name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
