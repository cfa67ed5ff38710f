package serai.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.sqlite.JournalBackup;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Records;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever Serai keeps is its owner's alone, also what an older version has left open. */
class KeptFilesTest {

    @TempDir
    private Path folder;

    @Test
    void everyFileAndFolderIsItsOwnersAlsoThoseOfAnOlderVersion() throws Exception {
        Skipped.unless(FilePermissions.areKnown(folder),
                "NO KEPT FILE WAS LOOKED AT: that takes a file system with rights (POSIX)");
        Path data = folder.resolve("data");
        try (EmbeddedSerai serai =
                new EmbeddedSerai(data).with("serai.mct.enabled", "false").with("serai.praesidium.password", "").start()) {
            serai.writer().append(Records.completion("anna"), Set.of("archive", "warehouse"))
                    .toCompletableFuture().join();
            serai.untilDelivered(1);
            assertThat(names(data)).contains("journal.db", "journal.db-wal", "journal.db-shm", "journal.note", "serai.lock",
                    "serai.life",
                    "warehouse.db", "praesidium.password", "serai-archive.json", "course_completed.jsonl");
            assertThat(open(data)).as("made so").isEmpty();
            new JournalBackup(data.resolve("journal.db")).writeTo(folder.resolve("backup.db"));
            assertThat(open(folder.resolve("backup.db"))).isEmpty();
            serai.stop();

            for (Path each : all(data)) {
                Files.setPosixFilePermissions(each,
                        PosixFilePermissions.fromString(Files.isDirectory(each) ? "rwxr-xr-x" : "rw-r--r--"));
            }
            serai.start();
            serai.writer().append(Records.completion("ben"), Set.of("archive", "warehouse"))
                    .toCompletableFuture().join();
            serai.untilDelivered(2);
            assertThat(open(data)).as("tightened").isEmpty();
        }
    }

    /** Serai runs meanwhile: what it exchanges for a new one may be gone before it is looked at. */
    private static List<Path> all(Path at) throws IOException {
        List<Path> all = new ArrayList<>();
        Files.walkFileTree(at, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                all.add(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                all.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return all;
    }

    private static List<String> names(Path at) throws IOException {
        return all(at).stream().map(one -> one.getFileName().toString()).toList();
    }

    private static List<String> open(Path at) throws IOException {
        List<String> open = new ArrayList<>();
        for (Path each : all(at)) {
            try {
                String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                if (!rights.endsWith("------")) {
                    open.add(rights + " " + each.getFileName());
                }
            } catch (NoSuchFileException e) {
                // Another has taken its name since.
            }
        }
        return open;
    }
}
