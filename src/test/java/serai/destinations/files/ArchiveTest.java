package serai.destinations.files;

import org.junit.jupiter.api.Test;
import serai.destinations.files.finished.ArchiveManifest;
import serai.journal.JournalReport;
import serai.journal.attempt.Attempt;
import serai.testkit.Attempts;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What attempts append to files that grow, and what is cut off of it again. */
class ArchiveTest extends OneArchive {

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
}
