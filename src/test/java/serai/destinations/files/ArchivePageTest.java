package serai.destinations.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.model.LearningRecord;
import serai.testkit.Document;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code docs/destinations.md} on the archive, as it stands there. */
class ArchivePageTest {

    private static final LearningRecord COMPLETION = Records.completion("anna");
    private static final String DAY = COMPLETION.receivedAt().toString().substring(0, 10);

    @TempDir
    private Path folder;

    @Test
    void finishesFilesOfADayThatIsOverAndBeginsAnotherPartForWhatComesLate() throws Exception {
        SettableClock clock = new SettableClock(COMPLETION.receivedAt());
        try (OneDestination serai = archive().start("clock", clock)) {
            serai.append(COMPLETION);
            serai.untilDelivered(1);
            clock.turn(Duration.ofDays(1));
            untilFiles(serai, "course_completed.csv.gz", "course_completed.jsonl.gz", "manifest.json");

            serai.append("ben");
            serai.untilDelivered(2);
            clock.turn(Duration.ofMinutes(1));
            untilFiles(serai, "course_completed.2.csv.gz", "course_completed.2.jsonl.gz", "course_completed.csv.gz",
                    "course_completed.jsonl.gz", "manifest.json");
        }
    }

    /** With the days of docs/privacy.md. */
    @Test
    void deletesAFinishedFileWhenItIsOldEnough() throws Exception {
        SettableClock clock = new SettableClock(COMPLETION.receivedAt());
        OneDestination archive = new OneDestination("archive", folder);
        Document.of("docs/privacy.md").settings("retention").forEach((name, value) -> archive.with((String) name, value));
        try (OneDestination serai = archive.start("clock", clock)) {
            serai.append(COMPLETION);
            serai.untilDelivered(1);
            clock.turn(Duration.ofDays(1825));
            untilFiles(serai, "course_completed.csv", "course_completed.jsonl", "manifest.json");

            clock.turn(Duration.ofDays(1));
            untilFiles(serai, "manifest.json");
        }
    }

    @Test
    void growsUnderAnotherNameUntilThen() throws Exception {
        try (OneDestination serai = archive().start()) {
            serai.append(COMPLETION);
            serai.untilDelivered(1);

            assertThat(files(serai)).containsExactly("course_completed.csv.growing", "course_completed.jsonl.growing");
        }
    }

    @Test
    void growsUnderItsOwnNameAsShipped() throws Exception {
        try (OneDestination serai = new OneDestination("archive", folder).start()) {
            serai.append(COMPLETION);
            serai.untilDelivered(1);

            assertThat(files(serai)).containsExactly("course_completed.csv", "course_completed.jsonl");
        }
    }

    @Test
    void aTableForPersonsHasOneMarkAtItsBeginAndGoesOnInTheNextPartWhereItsTimesAreOthers() throws Exception {
        try (OneDestination serai = new OneDestination("archive", folder).start()) {
            serai.append("anna");
            serai.untilDelivered(1);
            serai.append("ben");
            serai.untilDelivered(2);
            serai.stop();
            serai.with("serai.zone", "Asia/Kolkata").start();
            serai.append("cleo");
            serai.untilDelivered(3);

            assertThat(files(serai)).containsExactly("course_completed.2.csv", "course_completed.csv", "course_completed.jsonl");
            Path day = serai.data().resolve("archive").resolve(DAY);
            assertThat(Files.readString(day.resolve("course_completed.csv"))).startsWith("\uFEFFrecord_id,")
                    .contains("occurred_at (UTC),received_at (UTC)", ",ben,", ",2021-02-28 17:28:00,2026-11-22 10:00:00,")
                    .matches("(?s).[^\uFEFF]*").hasLineCount(3);
            assertThat(Files.readString(day.resolve("course_completed.2.csv"))).startsWith("\uFEFFrecord_id,")
                    .contains("occurred_at (Asia/Kolkata),", ",2021-02-28 22:58:00,2026-11-22 15:30:00,").hasLineCount(2);
        }
    }

    @Test
    void aTableForPersonsHasTheTimesThatAreSet() throws Exception {
        try (OneDestination serai = set("csv settings").start()) {
            serai.append("anna");
            serai.untilDelivered(1);

            assertThat(Files.readString(serai.data().resolve("archive").resolve(DAY).resolve("course_completed.csv")))
                    .contains("\"occurred_at (Europe/Amsterdam, dd.MM.yyyy HH:mm)\",", ",28.02.2021 18:28,22.11.2026 11:00,");
        }
    }

    private OneDestination archive() throws IOException {
        return set("archive settings");
    }

    /** With settings of the page. */
    private OneDestination set(String block) throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(Document.of("docs/destinations.md").block(block)));
        OneDestination serai = new OneDestination("archive", folder);
        settings.stringPropertyNames().forEach(setting -> serai.with(setting, settings.getProperty(setting)));
        return serai;
    }

    private static void untilFiles(OneDestination serai, String... names) {
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(files(serai)).isEqualTo(List.of(names)));
    }

    private static List<String> files(OneDestination serai) {
        Path day = serai.data().resolve("archive").resolve(DAY);
        if (Files.notExists(day)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(day)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
