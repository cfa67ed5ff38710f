package serai.cli.privacy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.destinations.files.finished.ArchiveManifest;
import serai.destinations.files.finished.FinishedFile;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An archive of three days that has two learners, of whom one is forgotten. */
public abstract class ForgottenInArchive {

    static final Instant FIRST = Instant.parse("2026-11-20T10:00:00Z");
    static final int DAYS = 3;

    @TempDir
    Path folder;
    final SettableClock clock = new SettableClock(FIRST);
    OneDestination serai;

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
    void deliverThreeDays() throws Exception {
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
    static LearningRecord at(String learner, int number, Instant received) {
        LearningRecord one = Records.start(learner, Duration.ofMinutes(number));
        LearningRecord completion = Records.completion(learner);
        return new LearningRecord(one.schemaVersion(), one.id(), one.source(), one.platform(), completion.type(),
                completion.platformType(), one.occurredAt(), one.occurredAsSent(), received, one.learner(),
                completion.activity(), completion.result(), one.marks(), one.raw());
    }

    Path lock() {
        return archive().resolve(ArchiveManifest.LOCK);
    }

    String forget(int exit, String... more) {
        return CommandRun.of(exit, Stream.concat(Stream.of("forget", "mct:anna", "--why", "request 7"), Stream.of(more))
                .toArray(String[]::new)).out();
    }

    Path archive() {
        return serai.data().resolve("archive");
    }

    List<String> dayFiles(Instant day) throws IOException {
        try (Stream<Path> files = Files.list(archive().resolve(day.toString().substring(0, 10)))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(archive())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** In how many lines of all files the learner is. */
    long mentions(String learner) throws IOException {
        return lines(learner + "@example.org");
    }

    long lines(String text) throws IOException {
        return files().stream().flatMap(file -> {
            try {
                return Files.readString(file).lines();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).filter(line -> line.contains(text)).count();
    }

    List<String> manifests() throws IOException {
        List<String> manifests = new ArrayList<>();
        for (Path file : files()) {
            if (file.endsWith("manifest.json")) {
                manifests.add(Files.readString(file));
            }
        }
        return manifests;
    }

    /** Each file that a manifest lists has the checksum and the number of lines that stand there. */
    void assertAsListed() throws Exception {
        for (Path file : files()) {
            if (file.endsWith("manifest.json")) {
                for (ArchiveManifest.Item item : ArchiveManifest.read(file.getParent()).files()) {
                    assertThat(FinishedFile.item(file.resolveSibling(item.name()), item.name().contains(".csv"))).isEqualTo(item);
                }
            }
        }
    }
}
