package serai.destinations.files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.destinations.files.finished.ArchiveDisk;
import serai.destinations.files.finished.ArchiveManifest;
import serai.journal.attempt.Attempt;
import serai.testkit.Attempts;
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

/** An archive in a folder of its own, to which attempts append. */
abstract class OneArchive {

    static final ArchiveSeries LOGINS = ArchiveSeries.of("2026-11-22", "LOGGED_IN", null, "jsonl");
    static final ArchiveSeries TABLE = ArchiveSeries.of("2026-11-22", "COURSE_COMPLETED", null, "csv");
    static final Instant EVENING = Instant.parse("2026-11-22T20:00:00Z");
    static final Duration TO_THE_NEXT_DAY = Duration.ofHours(4);
    static final RollingPolicy AS_SHIPPED = new RollingPolicy(0, Duration.ZERO, false, false);

    static final ArchiveOwner OWNER = new ArchiveOwner("a journal", "archive");

    final Map<String, String> noted = new HashMap<>();
    final SettableClock clock = new SettableClock(EVENING);

    @TempDir
    Path folder;
    Archive archive;

    @BeforeEach
    void open() throws IOException {
        open(AS_SHIPPED);
    }

    void open(RollingPolicy rules) throws IOException {
        archive = new Archive(new ArchiveFolder(folder, new ArchiveDisk()), "jsonl", false, rules, clock);
        archive.folder().claim(OWNER, noted);
    }

    void deliver(String text) throws IOException {
        noted.put(LOGINS.key(), attempt(text).remembered(LOGINS.key()));
    }

    Attempt attempt(String text) throws IOException {
        Attempt attempt = Attempts.attempt(Map.copyOf(noted));
        archive.append(LOGINS, bytes(text), attempt);
        return attempt;
    }

    ArchiveManifest manifest() throws IOException {
        return ArchiveManifest.read(folder.resolve("2026-11-22"));
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("2026-11-22"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    Path file(String name) {
        return folder.resolve("2026-11-22").resolve(name);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
