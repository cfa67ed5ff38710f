package serai.destinations.files;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.destinations.files.finished.ArchiveDisk;
import serai.destinations.files.finished.ArchiveManifest;
import serai.destinations.files.finished.FileCorrection;
import serai.destinations.files.finished.FileMending;
import serai.destinations.files.finished.FinishedFile;
import serai.formats.CsvRows;
import serai.formats.Format;
import serai.formats.JsonLines;
import serai.formats.lines.LearnerLines;
import serai.journal.attempt.Attempt;
import serai.model.LearningRecord;
import serai.testkit.Attempts;
import serai.testkit.MemoryFolder;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A learner's lines are removed from the finished files of three days, and the process is killed at every step of that. */
class LearnerErasureTest {

    private static final List<String> DAYS = List.of("2026-11-21", "2026-11-22", "2026-11-23");
    private static final List<String> LEARNERS = List.of("ben", "anna", "cleo", "anna");
    private static final LearnerLines ANNA = new LearnerLines("MCT", "anna");
    private static final String WHY = "request 7";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-30T12:00:00Z"));
    private MemoryFolder memory;
    private Path folder;

    @BeforeEach
    void make() throws IOException {
        memory = MemoryFolder.make();
        folder = memory.path().resolve("archive");
    }

    @AfterEach
    void clear() throws IOException {
        memory.close();
    }

    /** Finished files of each day: a line and a row for each learner. */
    private void write(boolean gzip) throws IOException {
        ArchiveFolder owned = new ArchiveFolder(folder, new ArchiveDisk());
        owned.claim(new ArchiveOwner("a journal", "archive"), Map.of());
        Map<String, String> noted = new HashMap<>();
        RollingPolicy rules = new RollingPolicy(0, Duration.ZERO, gzip, false);
        for (String suffix : List.of("jsonl", "csv")) {
            Archive archive = new Archive(owned, suffix, suffix.equals("csv"), rules, clock);
            for (String day : DAYS) {
                ArchiveSeries series = ArchiveSeries.of(day, "COURSE_COMPLETED", null, suffix);
                Attempt attempt = Attempts.attempt(noted);
                archive.append(series, text(suffix, LEARNERS).getBytes(StandardCharsets.UTF_8), attempt);
                noted.put(series.key(), attempt.remembered(series.key()));
            }
            archive.finish("archive", noted);
        }
    }

    private static String text(String suffix, List<String> learners) {
        Format format = suffix.equals("csv") ? new CsvRows(true) : new JsonLines();
        return format.write(learners.stream().map(Records::completion).toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesThePersonsLinesOutOfTheFilesOfEachDayAndSaysSoInTheManifests(boolean gzip) throws IOException {
        write(gzip);
        LearnerFiles before = new LearnerFiles(folder, ANNA);
        before.countFinished();
        assertThat(before.records()).isEqualTo(6);

        LearnerFiles erased = new LearnerFiles(folder, ANNA);
        erased.removeFrom(new FileCorrection(new ArchiveDisk(), clock, WHY));

        assertThat(erased.records()).isEqualTo(6);
        assertThat(erased.left()).isEmpty();
        assertIsForgotten(gzip);
        LearnerFiles after = new LearnerFiles(folder, ANNA);
        after.countFinished();
        assertThat(after.records()).isZero();
    }

    private void assertIsForgotten(boolean gzip) throws IOException {
        assertIsWhole();
        for (String day : DAYS) {
            ArchiveManifest manifest = ArchiveManifest.read(folder.resolve(day));
            assertThat(manifest.files()).extracting(ArchiveManifest.Item::records).containsExactly(2L, 2L);
            assertThat(manifest.corrections()).hasSize(2).allSatisfy(correction -> {
                assertThat(correction.removed()).isEqualTo(2);
                assertThat(correction.why()).isEqualTo(WHY);
                assertThat(correction.at()).isEqualTo("2026-11-30T12:00:00Z");
            });
            assertThat(Files.readString(folder.resolve(day).resolve(ArchiveManifest.NAME))).doesNotContain("anna");
            if (!gzip) {
                for (String suffix : List.of("jsonl", "csv")) {
                    assertThat(Files.readString(folder.resolve(day).resolve("course_completed." + suffix)))
                            .isEqualTo(text(suffix, List.of("ben", "cleo")));
                }
            }
        }
    }

    /** Each file is as its manifest says, and there is no other. */
    private void assertIsWhole() throws IOException {
        for (String day : DAYS) {
            ArchiveManifest manifest = ArchiveManifest.read(folder.resolve(day));
            List<String> names = new ArrayList<>(List.of(ArchiveManifest.NAME));
            assertThat(manifest.correcting()).isNull();
            for (ArchiveManifest.Item item : manifest.files()) {
                assertThat(FinishedFile.item(folder.resolve(day).resolve(item.name()), item.name().contains(".csv")))
                        .isEqualTo(item);
                names.add(item.name());
            }
            try (Stream<Path> files = Files.list(folder.resolve(day))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .filteredOn(name -> !name.equals("manifest.json.growing"))
                        .containsExactlyInAnyOrderElementsOf(names);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isCompletedByASecondCallWhereverTheFirstIsKilled(boolean gzip) throws IOException {
        int step = 1;
        for (begin(step, gzip); isKilled(step); begin(++step, gzip)) {
            new FileMending(folder, new ArchiveDisk()).mendWhatWasLeft(); // as a start does
            assertIsWhole();
            if (step % 2 == 0) {
                isKilled(step); // and once more, without a start between
            }
            erase(new ArchiveDisk());
            assertIsForgotten(gzip);
        }
        assertIsForgotten(gzip);
        assertThat(step).isGreaterThan(50);
    }

    private void begin(int step, boolean gzip) throws IOException {
        folder = memory.path().resolve(Integer.toString(step));
        write(gzip);
    }

    private boolean isKilled(int step) throws IOException {
        try {
            erase(new KilledDisk(step));
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private void erase(ArchiveDisk disk) throws IOException {
        FileMending mending = new FileMending(folder, disk);
        mending.mend();
        mending.note();
        LearnerFiles files = new LearnerFiles(folder, ANNA);
        files.removeFrom(new FileCorrection(disk, clock, WHY));
        assertThat(files.left()).isEmpty();
        mending.end();
    }

    /** As after a kill between the two of them: the file has its new content, and its manifest the old checksum. */
    @Test
    void theNextStartOfSeraiBringsFileAndManifestTogether() throws Exception {
        OneDestination serai = new OneDestination("archive", memory.path()).start("clock", clock);
        LearningRecord anna = Records.completion("anna");
        serai.append(anna, Records.completion("ben"));
        serai.untilDelivered(2);
        folder = serai.data().resolve("archive");
        Path day = folder.resolve(anna.receivedAt().toString().substring(0, 10));
        clock.turn(Duration.ofHours(1));
        await().atMost(30, SECONDS).until(() -> ArchiveManifest.read(day).files().size() == 2);
        serai.stop();
        int step = 1;
        while (ArchiveManifest.read(day).correcting() == null) {
            assertThat(isKilled(step++)).isTrue();
        }

        serai.start("clock", clock);

        await().atMost(30, SECONDS).until(() -> ArchiveManifest.read(day).correcting() == null
                && Files.notExists(folder.resolve("serai-archive.correcting")));
        for (ArchiveManifest.Item item : ArchiveManifest.read(day).files()) {
            assertThat(FinishedFile.item(day.resolve(item.name()), item.name().endsWith(".csv"))).isEqualTo(item);
        }
        serai.close();
    }

    @Test
    void oneManifestThatIsNoneHoldsUpNoOtherDay() throws IOException {
        write(false);
        Files.writeString(folder.resolve(DAYS.get(0)).resolve(ArchiveManifest.NAME), "{");

        LearnerFiles files = new LearnerFiles(folder, ANNA);
        files.removeFrom(new FileCorrection(new ArchiveDisk(), clock, WHY));

        assertThat(files.records()).isEqualTo(4);
        assertThat(files.left()).contains("manifest.json is not a manifest of the archive");
    }

    @Test
    void leavesAFileThatWasAlteredSinceItWasFinishedAndCorrectsTheOthers() throws IOException {
        write(false);
        Path altered = folder.resolve(DAYS.get(1)).resolve("course_completed.jsonl");
        Files.writeString(altered, text("jsonl", List.of("anna")), StandardOpenOption.APPEND);
        String content = Files.readString(altered);
        ArchiveManifest before = ArchiveManifest.read(altered.getParent());

        LearnerFiles files = new LearnerFiles(folder, ANNA);
        files.removeFrom(new FileCorrection(new ArchiveDisk(), clock, WHY));

        assertThat(files.left()).contains(altered.toString(), "its checksum is not the manifest's").doesNotContain("\n");
        assertThat(Files.readString(altered)).isEqualTo(content);
        assertThat(ArchiveManifest.read(altered.getParent()).files()).containsAll(before.files().subList(0, 1));
        assertThat(ArchiveManifest.read(altered.getParent()).corrections()).extracting(ArchiveManifest.Correction::name)
                .containsExactly("course_completed.csv");
        assertThat(files.records()).isEqualTo(6);
        try (Stream<Path> left = Files.list(altered.getParent())) {
            assertThat(left).noneMatch(file -> file.toString().endsWith(".growing") && file.toString().contains("corrected"));
        }
    }

    @Test
    void tellsOfFilesWhoseFormIsNotKnown() throws IOException {
        write(false);
        Path file = folder.resolve(DAYS.get(0)).resolve("course_completed.jsonl");
        Files.writeString(file, "{\"employee\":\"anna\"}\n");
        ArchiveManifest.change(file.getParent(), new ArchiveDisk(), manifest -> {
            try {
                return manifest.with(FinishedFile.item(file, false));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        LearnerFiles files = new LearnerFiles(folder, ANNA);
        files.removeFrom(new FileCorrection(new ArchiveDisk(), clock, WHY));

        assertThat(files.left())
                .startsWith("1 files, such as 2026-11-21/course_completed.jsonl, have lines in which Serai can't find the learner");
        assertThat(Files.readString(file)).contains("anna");
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The process that uses it is killed at a step. */
    private static final class KilledDisk extends SteppedDisk {

        private final int killedAt;
        private int steps;

        KilledDisk(int killedAt) {
            this.killedAt = killedAt;
        }

        @Override
        void step() {
            if (++steps == killedAt) {
                throw new Killed();
            }
        }

        @Override
        public void force(Path fileOrFolder) throws IOException {
            step();
            super.force(fileOrFolder);
            step();
        }
    }
}
