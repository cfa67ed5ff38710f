package serai.destinations.files;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.destinations.files.finished.ArchiveDisk;
import serai.destinations.files.finished.ArchiveManifest;
import serai.destinations.files.finished.FileRetention;
import serai.journal.attempt.Attempt;
import serai.testkit.Attempts;
import serai.testkit.MemoryFolder;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Finished files are deleted by their age, and manifests keep what they were. */
class ArchiveRetentionTest {

    private static final List<String> DAYS = List.of("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23");
    /** Still to be finished: nothing of it is deleted. */
    private static final String UNFINISHED = "2026-11-19";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T00:30:00Z"));
    private final Map<String, String> noted = new HashMap<>();
    private MemoryFolder memory;
    private Path folder;
    private Archive archive;

    @BeforeEach
    void make() throws IOException {
        memory = MemoryFolder.make();
        begin("archive");
    }

    private void begin(String name) throws IOException {
        noted.clear();
        folder = memory.path().resolve(name);
        archive = new Archive(new ArchiveFolder(folder, new ArchiveDisk()), "jsonl", false,
                new RollingPolicy(0, Duration.ZERO, false, false), clock);
        archive.folder().claim(new ArchiveOwner("a journal", "archive"), Map.of());
        for (String day : DAYS) {
            deliver(day);
        }
        archive.finish("archive", noted);
        deliver(UNFINISHED);
    }

    private void deliver(String day) throws IOException {
        ArchiveSeries series = ArchiveSeries.of(day, "LOGGED_IN", null, "jsonl");
        Attempt attempt = Attempts.attempt(noted);
        archive.append(series, ("of " + day + "\n").getBytes(StandardCharsets.UTF_8), attempt);
        noted.put(series.key(), attempt.remembered(series.key()));
    }

    @AfterEach
    void clear() throws IOException {
        memory.close();
    }

    @Test
    void deletesTheFilesOfDaysThatEndedThatManyDaysAgoAndNotesThem() throws IOException {
        ArchiveManifest.Item item = manifest(DAYS.get(0)).files().get(0);

        new FileRetention(folder, new ArchiveDisk(), clock).delete(2);

        assertThat(days()).containsExactly(UNFINISHED, "2026-11-22", "2026-11-23");
        assertThat(manifest("2026-11-20").files()).isEmpty();
        assertThat(manifest("2026-11-20").deleted()).containsExactly(new ArchiveManifest.Deletion(item, "2026-11-24T00:30:00Z",
                "older than 2 days (serai.archive.retention.days)"));
        assertThat(manifest("2026-11-22").deleted()).isEmpty();
    }

    @Test
    void takesADeletedFileForNoMissingOneAndBeginsTheNextPartForWhatComesLate() throws IOException {
        new FileRetention(folder, new ArchiveDisk(), clock).delete(2);
        archive = archive.in(new ArchiveFolder(folder, new ArchiveDisk())); // as after a restart
        archive.folder().claim(new ArchiveOwner("a journal", "archive"), noted);

        deliver("2026-11-20");
        archive.finish("archive", noted);

        assertThat(folder.resolve("2026-11-20/logged_in.2.jsonl")).hasContent("of 2026-11-20");
        assertThat(archive.folder().leftUpTo(ArchiveSeries.of("2026-11-20", "LOGGED_IN", null, "jsonl"))).isZero();
    }

    /** A file that differs from what was written is never touched again: nobody will finish it. */
    @Test
    void takesBackARequestForAFileThatIsLeftAsItIs() throws IOException {
        Files.writeString(folder.resolve(UNFINISHED + "/logged_in.jsonl"), "other\n");
        Files.writeString(folder.resolve("serai-archive.json"), "go-on\n");
        archive = archive.in(new ArchiveFolder(folder, new ArchiveDisk()));
        archive.folder().claim(new ArchiveOwner("a journal", "archive"), noted);
        assertThat(archive.folder().leftUpTo(ArchiveSeries.of(UNFINISHED, "LOGGED_IN", null, "jsonl"))).isEqualTo(1);
        FinishRequest request = new FinishRequest(folder, new ArchiveDisk());
        request.add(List.of(UNFINISHED + "/logged_in.jsonl"));

        FinishRequest.finish(List.of(archive), "archive", noted);

        assertThat(request.names()).isEmpty();
    }

    @Test
    void aDayThatCannotBeReadKeepsNoOther() throws IOException {
        Files.writeString(folder.resolve("2026-11-20/manifest.json"), "damaged");

        assertThatThrownBy(() -> new FileRetention(folder, new ArchiveDisk(), clock).delete(2)).isInstanceOf(IOException.class)
                .hasMessageContaining("2026-11-20");

        assertThat(days()).containsExactly(UNFINISHED, "2026-11-20", "2026-11-22", "2026-11-23");
    }

    /** Of a version that knows more than this one. */
    @Test
    void keepsFieldsOfTheManifestThatItDoesNotKnow() throws IOException {
        Path file = folder.resolve("2026-11-20/manifest.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"sealed\": {\"by\": \"somebody\"},"));

        new FileRetention(folder, new ArchiveDisk(), clock).delete(2);

        assertThat(manifest("2026-11-20").deleted()).hasSize(1);
        assertThat(Files.readString(file)).contains("\"sealed\"", "\"somebody\"");
    }

    @Test
    void leavesAFileThatWasAltered() throws IOException {
        Files.writeString(folder.resolve("2026-11-20/logged_in.jsonl"), "not of 2026-11-20\n");

        new FileRetention(folder, new ArchiveDisk(), clock).delete(2);

        assertThat(days()).containsExactly(UNFINISHED, "2026-11-20", "2026-11-22", "2026-11-23");
        assertThat(manifest("2026-11-20").files()).hasSize(1);
    }

    @Test
    void isCompletedByTheNextCallWhereverItIsKilled() throws IOException {
        int step = 1;
        for (; isKilled(step); step++) {
            for (String day : DAYS) {
                for (ArchiveManifest.Item item : manifest(day).files()) {
                    assertThat(folder.resolve(day).resolve(item.name())).as("listed, killed at step %s", step).exists();
                }
            }
            new FileRetention(folder, new ArchiveDisk(), clock).delete(1);
            assertThat(days()).as("killed at step %s", step).containsExactly(UNFINISHED, "2026-11-23");
            assertThat(manifest("2026-11-21").deleted()).hasSize(1);
            begin(Integer.toString(step));
        }
        assertThat(step).isGreaterThan(15);
    }

    private boolean isKilled(int killedAt) throws IOException {
        int[] steps = {0};
        try {
            new FileRetention(folder, new SteppedDisk() {
                @Override
                void step() {
                    if (++steps[0] == killedAt) {
                        throw new AssertionError("killed");
                    }
                }
            }, clock).delete(1);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    private ArchiveManifest manifest(String day) throws IOException {
        return ArchiveManifest.read(folder.resolve(day));
    }

    /** The days that have a file. */
    private List<String> days() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).map(file -> file.getParent().getFileName().toString())
                    .sorted().toList();
        }
    }
}
