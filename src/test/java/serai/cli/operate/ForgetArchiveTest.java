package serai.cli.operate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.destinations.files.finished.ArchiveManifest;
import serai.destinations.files.finished.FinishedFile;
import serai.files.FolderLock;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.testkit.CommandRun;
import serai.testkit.OneDestination;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code ./serai forget PERSON} and the archive, beside the Serai that writes it and without one. */
class ForgetArchiveTest {

    private static final Instant FIRST = Instant.parse("2026-11-20T10:00:00Z");
    private static final int DAYS = 3;

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(FIRST);
    private OneDestination serai;

    @BeforeEach
    void start() throws Exception {
        serai = new OneDestination("archive", folder);
        PrivateFolder.make(folder.resolve("routes/forget"));
        Files.copy(Path.of("routes/forget/archive.yaml"), folder.resolve("routes/forget/archive.yaml"));
        serai.start("clock", clock);
        System.setProperty("serai.data", serai.data().toString());
        System.setProperty("serai.routes", "file:" + folder.resolve("routes"));
    }

    @AfterEach
    void stop() {
        serai.close();
        System.clearProperty("serai.data");
        System.clearProperty("serai.routes");
    }

    /** A completion of two learners on each day; the files of all days but the last are finished. */
    private void deliverThreeDays() throws Exception {
        for (int day = 0; day < DAYS; day++) {
            Instant at = FIRST.plus(Duration.ofDays(day));
            clock.turn(Duration.between(clock.instant(), at));
            serai.append(at("anna", day, at), at("ben", day, at));
            serai.untilDelivered(2 * (day + 1));
        }
        clock.turn(Duration.ofMinutes(20));
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(manifests()).hasSize(DAYS - 1));
    }

    /** Another record on each day. */
    private static LearningRecord at(String learner, int number, Instant received) {
        LearningRecord one = Records.start(learner, Duration.ofMinutes(number));
        LearningRecord completion = Records.completion(learner);
        return new LearningRecord(one.schemaVersion(), one.id(), one.source(), one.platform(), completion.type(),
                completion.platformType(), one.occurredAt(), one.occurredAsSent(), received, one.learner(),
                completion.activity(), completion.result(), one.marks(), one.raw());
    }

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

    /** The page that grows meanwhile is never at its end, so the file must be left for the next part. */
    @Test
    void finishesAFileToWhichSeraiDoesNotStopAppending() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        serai.append(at("anna", 0, FIRST));
        serai.untilDelivered(1);
        Thread appending = new Thread(() -> {
            for (int number = 1; !enough.get(); number++) {
                serai.append(at("ben", number, FIRST));
            }
        }, "appending");
        appending.start();
        try {
            assertThat(forget(0)).contains("Deleted at archive: 1 row\n");
        } finally {
            enough.set(true);
            appending.join();
        }
        serai.untilBalanced();
        assertThat(mentions("anna")).isZero();
        assertAsListed();
    }

    @Test
    void saysWhatIsLeftByHandAndFails() throws Exception {
        deliverThreeDays();
        Path altered = archive().resolve("2026-11-20/course_completed.jsonl");
        Files.writeString(altered, "\n", StandardOpenOption.APPEND);
        Path foreign = archive().resolve("2026-11-21/course_completed.7.jsonl");
        Files.copy(archive().resolve("2026-11-21/course_completed.jsonl"), foreign);

        assertThat(forget(1)).contains("Deleted at archive: 3 rows\n", "archive has not deleted everything: ", altered.toString(),
                "; " + foreign + " has lines of that person and is not finished", "say the command again").doesNotContain("anna");

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
    void refusesASecondCommandAtTheSameTime() throws Exception {
        deliverThreeDays();
        try (FolderLock other = FolderLock.take(lock(), FolderLock.Kind.CORRECTING, false).orElseThrow()) {
            assertThat(forget(1)).contains("archive has not deleted everything: another ", " forget works on ",
                    "say this one again when that has ended");
        }
        assertThat(mentions("anna")).isEqualTo(2 * DAYS);
        assertThat(forget(0)).contains("Deleted at archive: 3 rows\n");
    }

    /** Somebody holds the lock of those that write, and does not finish anything. */
    @Test
    void doesNotWaitForEverForASeraiThatFinishesNothing() throws Exception {
        Path route = folder.resolve("routes/forget/archive.yaml");
        Files.writeString(route,
                Files.readString(route).replace("        component:", "        finishedWithinMs: 300\n        component:"));
        deliverThreeDays();
        serai.stop();
        try (FolderLock writing = FolderLock.take(lock(), FolderLock.Kind.WRITING, false).orElseThrow()) {
            assertThat(forget(1)).contains("Deleted at archive: 2 rows\n", "the running Serai has not finished it yet",
                    "say the command again");
        }
        assertThat(mentions("anna")).as("in the growing files").isEqualTo(2);

        serai.start("clock", clock);
        assertThat(forget(0)).contains("Deleted at archive: 1 row\n");
        assertThat(mentions("anna")).isZero();
    }

    @Test
    void seraiWaitsWhereACommandWorksThereAlone() throws Exception {
        serai.append(at("ben", 0, FIRST));
        serai.untilDelivered(1);
        serai.stop();
        try (FolderLock command = FolderLock.take(lock(), FolderLock.Kind.WRITING, true).orElseThrow()) {
            serai.start("clock", clock);
            serai.append(at("ben", 1, FIRST));
            await().atMost(30, SECONDS).until(() -> serai.state().failures() > 0);
            assertThat(mentions("ben")).isEqualTo(2);
        }
        clock.turn(Duration.ofMinutes(1));
        serai.untilDelivered(2);
        assertThat(mentions("ben")).isEqualTo(4);
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

    private Path lock() {
        return archive().resolve(ArchiveManifest.LOCK);
    }

    private String forget(int exit, String... more) {
        return CommandRun.of(exit, Stream.concat(Stream.of("forget", "mct:anna", "--why", "request 7"), Stream.of(more))
                .toArray(String[]::new)).out();
    }

    private Path archive() {
        return serai.data().resolve("archive");
    }

    private List<String> dayFiles(Instant day) throws IOException {
        try (Stream<Path> files = Files.list(archive().resolve(day.toString().substring(0, 10)))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(archive())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** In how many lines of all files the learner is. */
    private long mentions(String learner) throws IOException {
        return lines(learner + "@example.org");
    }

    private long lines(String text) throws IOException {
        return files().stream().flatMap(file -> {
            try {
                return Files.readString(file).lines();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).filter(line -> line.contains(text)).count();
    }

    private List<String> manifests() throws IOException {
        List<String> manifests = new ArrayList<>();
        for (Path file : files()) {
            if (file.endsWith("manifest.json")) {
                manifests.add(Files.readString(file));
            }
        }
        return manifests;
    }

    /** Each file that a manifest lists has the checksum and the number of lines that stand there. */
    private void assertAsListed() throws Exception {
        for (Path file : files()) {
            if (file.endsWith("manifest.json")) {
                for (ArchiveManifest.Item item : ArchiveManifest.read(file.getParent()).files()) {
                    assertThat(FinishedFile.item(file.resolveSibling(item.name()), item.name().contains(".csv"))).isEqualTo(item);
                }
            }
        }
    }
}
