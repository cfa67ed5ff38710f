package serai.destinations.files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.FailureClass;
import serai.journal.sql.query.Checksum;
import serai.model.LearningRecord;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** An archive's folder, in which others do what they like. */
abstract class ArchiveForOthers {

    static final String DAY = Records.RECEIVED.toString().substring(0, 10);
    static final String LINES = "course_completed.jsonl";

    @TempDir
    Path folder;
    Path archive;
    OneDestination serai;

    @BeforeEach
    void make() throws IOException {
        archive = folder.resolve("archive");
        serai = archive("archive", folder.resolve("one"));
    }

    OneDestination archive(String destination, Path home) throws IOException {
        return new OneDestination(destination, home).with("serai.archive.folder", archive).with("serai.retry.stopped.ms", "200");
    }

    interface Mending {
        void mend() throws IOException;
    }

    /** The fourth record stops it, changing nothing, and is delivered once somebody has mended it. */
    void stopsAndGoesOn(String why, Mending mending) throws Exception {
        Map<String, byte[]> before = files();
        try (OneDestination running = serai.start()) {
            running.append("3");
            running.untilStopped(FailureClass.MISCONFIGURED);
            assertThat(running.state().failure()).contains(why, archive.toString());
            assertUnchanged(before);
            mending.mend();
            running.resume();
            running.untilDelivered(4);
        }
    }

    static void deliver(OneDestination serai, int from, int to) throws Exception {
        try (OneDestination running = serai.start()) {
            running.append(Stream.iterate(from, i -> i + 1).limit(to - from).map(i -> Records.completion("learner" + i))
                    .toArray(LearningRecord[]::new));
            running.untilBalanced();
        }
    }

    void goOn() throws IOException {
        Files.writeString(archive.resolve("serai-archive.json"), "go-on\n");
    }

    /** Only lengths were remembered, and nothing told whose a folder was. */
    void asBeforeThereWereMarks() throws Exception {
        Files.deleteIfExists(archive.resolve("serai-archive.json"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + serai.data().resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            List<String[]> lengths = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("SELECT destination, name, value FROM remembered")) {
                while (row.next()) {
                    lengths.add(new String[]{row.getString(1), row.getString(2), row.getString(3).replaceFirst(" .*", "")});
                }
            }
            for (String[] one : lengths) {
                String change = "UPDATE remembered SET value = '%s', sum = %s WHERE destination = '%s' AND name = '%s'";
                assertThat(statement.executeUpdate(change.formatted(one[2], Checksum.of(one), one[0], one[1]))).isEqualTo(1);
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(to)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    void assertUnchanged(Map<String, byte[]> before) throws IOException {
        Map<String, byte[]> now = files();
        before.forEach((name, bytes) -> assertThat(text(now.get(name))).as(name).isEqualTo(text(bytes)));
    }

    static String text(byte[] bytes) {
        return bytes == null ? "is gone" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The files of all days. */
    Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(archive)) {
            files.filter(file -> Files.isRegularFile(file) && !file.getParent().equals(archive))
                    .forEach(file -> all.put(archive.relativize(file).toString(), bytes(file)));
        }
        return all;
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return archive.resolve(DAY).resolve(name);
    }

    List<String> lines(String name) throws IOException {
        return Files.readAllLines(file(name));
    }
}
