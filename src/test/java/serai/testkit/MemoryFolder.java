package serai.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is gone when it is closed; in memory where the system has files there, so that no disk is waited for. */
public record MemoryFolder(Path path) implements AutoCloseable {

    private static final Path MEMORY = Path.of("/dev/shm");

    public static MemoryFolder make() throws IOException {
        return new MemoryFolder(Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "serai")
                : Files.createTempDirectory("serai"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file); // the database may be deleting its log, too
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
