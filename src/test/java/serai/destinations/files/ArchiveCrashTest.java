package serai.destinations.files;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.destinations.files.finished.ArchiveDisk;
import serai.destinations.files.finished.ArchiveManifest;
import serai.journal.attempt.Attempt;
import serai.testkit.Attempts;
import serai.testkit.MemoryFolder;
import serai.testkit.SettableClock;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The process is killed at every step that it does to the disk: before it, after it, and in the middle of each write. Two days,
 * files that are finished by size and by day, late pages, and what is noted is noted one page late, as the journal does.
 */
class ArchiveCrashTest {

    private static final Instant FIRST_DAY = Instant.parse("2026-11-21T12:00:00Z");
    private static final List<String> DAYS = List.of("2026-11-21", "2026-11-21", "2026-11-21", "2026-11-22", "2026-11-21",
            "2026-11-22", "2026-11-22");
    private static final int SECOND_DAY_FROM = 2;
    private static final int NEVER = Integer.MAX_VALUE;

    private MemoryFolder memory;
    private Path folder;
    /** What is durable in the journal: how many pages are noted, and what is remembered. */
    private int noted;
    private Map<String, String> remembered;
    /** Whether files are finished before their time. */
    private boolean asked;

    @BeforeEach
    void make() throws IOException {
        memory = MemoryFolder.make();
    }

    @AfterEach
    void clear() throws IOException {
        memory.close();
    }

    @ParameterizedTest
    @CsvSource({"false, false, false", "false, true, false", "true, false, false", "true, true, false", "false, true, true",
            "true, false, true"})
    void everyRecordStandsOnceInAFinishedFileWhereverItIsKilled(boolean gzip, boolean atomic, boolean askedFor)
            throws Exception {
        asked = askedFor;
        RollingPolicy rules = new RollingPolicy(40, Duration.ZERO, gzip, atomic);
        int step = 1;
        for (begin(step); isKilled(rules, step); begin(++step)) {
            isKilled(rules, step); // and once more, at the same step of the next process
            isKilled(rules, NEVER);
            assertWhole(step);
        }
        assertWhole(step);
        assertThat(step).isGreaterThan(50);
    }

    private void begin(int step) {
        folder = memory.path().resolve(Integer.toString(step));
        noted = 0;
        remembered = new HashMap<>();
    }

    private boolean isKilled(RollingPolicy rules, int step) throws IOException {
        try {
            run(rules, new KilledDisk(step));
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private void run(RollingPolicy rules, ArchiveDisk disk) throws IOException {
        SettableClock clock = new SettableClock(FIRST_DAY);
        Archive archive = new Archive(new ArchiveFolder(folder, disk), "jsonl", false, rules, clock);
        archive.folder().claim(new ArchiveOwner("a journal", "archive"), remembered);
        Map<String, String> given = new HashMap<>(remembered);
        Map<String, String> inFlight = remembered;
        for (int page = noted; page < DAYS.size(); page++) {
            clock.turn(Duration.between(clock.instant(), page < SECOND_DAY_FROM ? FIRST_DAY : FIRST_DAY.plus(Duration.ofDays(1))));
            for (String text : List.of(record(page, 0), record(page, 1) + record(page, 2))) {
                ArchiveSeries series = ArchiveSeries.of(DAYS.get(page), "LOGGED_IN", null, "jsonl");
                Attempt attempt = Attempts.attempt(given);
                archive.append(series, text.getBytes(StandardCharsets.UTF_8), attempt);
                given.put(series.key(), attempt.remembered(series.key()));
            }
            remembered = inFlight;
            noted = page;
            inFlight = new HashMap<>(given);
            if (asked) {
                archive.finishSoon(new RememberedPositions(given).bySeries().entrySet().stream()
                        .map(series -> new ArchivePart(series.getKey().key(), series.getValue().part()))
                        .collect(Collectors.toSet()));
            }
            archive.finish("archive", remembered);
        }
        remembered = inFlight;
        noted = DAYS.size();
        clock.turn(Duration.ofDays(2));
        archive.finish("archive", remembered);
    }

    private static String record(int page, int number) {
        return "record %s.%s\n".formatted(page, number);
    }

    private void assertWhole(int step) throws Exception {
        List<String> records = new ArrayList<>();
        for (String day : List.of("2026-11-21", "2026-11-22")) {
            List<ArchiveManifest.Item> items = ArchiveManifest.read(folder.resolve(day)).files();
            for (ArchiveManifest.Item item : items) {
                byte[] bytes = Files.readAllBytes(folder.resolve(day).resolve(item.name()));
                List<String> lines = text(item.name(), bytes).lines().toList();
                assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))).isEqualTo(item.sha256());
                assertThat(item.bytes()).isEqualTo(bytes.length);
                assertThat(item.records()).isEqualTo(lines.size());
                records.addAll(lines);
            }
            try (Stream<Path> files = Files.list(folder.resolve(day))) {
                assertThat(files.map(file -> file.getFileName().toString())).as("killed at step %s", step)
                        .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of(ArchiveManifest.NAME),
                                items.stream().map(ArchiveManifest.Item::name)).toList());
            }
        }
        assertThat(records).as("killed at step %s", step).containsExactlyInAnyOrderElementsOf(IntStream.range(0, DAYS.size())
                .boxed().flatMap(page -> IntStream.range(0, 3).mapToObj(number -> record(page, number).strip())).toList());
    }

    private static String text(String name, byte[] bytes) throws IOException {
        if (!name.endsWith(".gz")) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
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
    }
}
