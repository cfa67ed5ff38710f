package serai.cli.privacy;

import org.junit.jupiter.api.Test;
import serai.journal.attempt.FailureClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai forget PERSON} and the archive, beside the Serai that writes it and without one. */
public class ForgetArchiveTest extends ForgottenInArchive {

    @Test
    void takesThePersonOutOfTheFilesOfARunningSeraiToo() throws Exception {
        deliverThreeDays();
        assertThat(mentions("anna")).as("lines and rows").isEqualTo(2 * DAYS);

        assertThat(forget(0, "--dry-run")).contains("archive would delete 3 rows.");
        assertThat(mentions("anna")).isEqualTo(2 * DAYS);
        assertThat(manifests()).hasSize(DAYS - 1);
        assertThat(forget(0)).contains("Deleted at archive: 3 rows\n").doesNotContain("anna", "Delivered before");

        assertThat(mentions("anna")).isZero();
        assertThat(mentions("ben")).isEqualTo(2 * DAYS);
        assertThat(manifests()).hasSize(DAYS).allSatisfy(manifest -> assertThat(manifest).contains("request 7", "\"removed\" : 1")
                .doesNotContain("anna"));
        assertAsListed();

        serai.append(at("cleo", 0, clock.instant()), at("anna", 9, clock.instant()));
        serai.untilBalanced();
        assertThat(mentions("cleo")).as("goes on in the next parts").isEqualTo(2);
        assertThat(dayFiles(clock.instant())).contains("course_completed.2.jsonl", "course_completed.2.csv");
        assertThat(forget(0)).contains("Deleted at archive: 1 row\n");
        assertThat(mentions("anna")).isZero();
        assertAsListed();
    }

    @Test
    void takesThePersonOutWhereNoSeraiRunsAndTheNextOneGoesOn() throws Exception {
        deliverThreeDays();
        serai.stop();

        assertThat(forget(0)).contains("Deleted at archive: 3 rows\n");

        assertThat(mentions("anna")).isZero();
        assertThat(manifests()).hasSize(DAYS);
        assertAsListed();
        assertThat(forget(0)).contains("Deleted at archive: 0 rows\n");
        serai.start("clock", clock);
        serai.append(at("cleo", 0, clock.instant()));
        serai.untilBalanced();
        assertThat(mentions("cleo")).isEqualTo(2);
        assertThat(dayFiles(clock.instant())).contains("course_completed.2.jsonl");
        assertThat(dayFiles(clock.instant())).doesNotContain("serai-archive.finish", "serai-archive.correcting");
    }

    @Test
    void saysWhatIsLeftByHandAndFails() throws Exception {
        deliverThreeDays();
        Path altered = archive().resolve("2026-11-20/course_completed.jsonl");
        Files.writeString(altered, "\n", StandardOpenOption.APPEND);
        Path foreign = archive().resolve("2026-11-21/course_completed.7.jsonl");
        Files.copy(archive().resolve("2026-11-21/course_completed.jsonl"), foreign);

        assertThat(forget(1)).contains("Deleted at archive: 3 rows\n", "archive has not deleted everything: ", altered.toString(),
                "; " + foreign + " has lines of that person and is not finished", "run the command again").doesNotContain("anna");

        assertThat(mentions("anna")).as("in these two files").isEqualTo(2);
        Files.delete(foreign);
        Files.writeString(altered, Files.readString(altered).strip() + "\n");
        assertThat(forget(0)).contains("Deleted at archive: 1 row\n");
        assertThat(mentions("anna")).isZero();
        assertAsListed();
    }

    @Test
    void listsTheArchiveByHandWhereFilesWereTakenAway() throws Exception {
        deliverThreeDays();
        try (Stream<Path> files = Files.list(archive().resolve("2026-11-20"))) {
            for (Path file : files.filter(file -> !file.endsWith("manifest.json")).toList()) {
                Files.delete(file);
            }
        }

        assertThat(forget(0)).contains("Deleted at archive: 2 rows\n", "delete there what they have of that person",
                "  archive: 3 records given, and 2 rows deleted\n");
    }

    @Test
    void takesThePersonOutOfZippedFilesAndOfThoseThatGrowUnderAnotherName() throws Exception {
        serai.stop();
        serai.with("serai.archive.gzip", true).with("serai.archive.atomic", true).start("clock", clock);
        deliverThreeDays();

        assertThat(forget(0, "--dry-run")).contains("archive would delete 3 rows.");
        assertThat(forget(0)).contains("Deleted at archive: 3 rows\n");

        assertThat(forget(0, "--dry-run")).contains("archive would delete 0 rows.");
        assertThat(dayFiles(FIRST.plus(Duration.ofDays(DAYS - 1)))).containsExactlyInAnyOrder("course_completed.jsonl.gz",
                "course_completed.csv.gz", "manifest.json");
        assertAsListed();
    }

    @Test
    void findsThePersonByThePseudonymThatTheArchiveHas() throws Exception {
        serai.stop();
        Map<String, String> settings = Map.of("serai.privacy.default", "pseudonym", "serai.privacy.key",
                "the key of the organisation of this test");
        settings.forEach(serai::with);
        settings.forEach(System::setProperty);
        try {
            serai.start("clock", clock);
            deliverThreeDays();
            String pseudonym = "21b03f444bce58d0754aeac51073b5b46c112484f95334da1a8987ff2d2b60fa";
            assertThat(lines(pseudonym)).isEqualTo(2 * DAYS);

            assertThat(forget(0)).contains("Deleted at archive: 3 rows\n");

            assertThat(lines(pseudonym)).isZero();
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void leavesAGrowingFileThatWasAlteredAndSeraiStillFindsThat() throws Exception {
        deliverThreeDays();
        serai.stop();
        Path growing = archive().resolve("2026-11-22/course_completed.jsonl");
        String content = Files.readString(growing);
        Files.writeString(growing, content.replace("ben@example.org", "ben@example.com"));

        assertThat(forget(1)).contains("archive has not deleted everything: ").contains("was edited");

        assertThat(Files.readString(growing)).contains("ben@example.com", "anna");
        serai.start("clock", clock);
        serai.append(at("ben", 8, FIRST.plus(Duration.ofDays(2))));
        serai.untilStopped(FailureClass.MISCONFIGURED);
        Files.writeString(growing, content);
        serai.resume();
        serai.untilBalanced();
        assertThat(forget(0)).contains("Deleted at archive: 1 row\n");
        assertThat(mentions("anna")).isZero();
    }
}
