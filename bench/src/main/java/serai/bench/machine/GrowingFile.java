package serai.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A file that another process appends lines to, which are counted as they come. */
public final class GrowingFile {

    private static final byte LINE_END = '\n';
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path file;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
    private long position;
    private long lines;
    private long linesBefore;

    public GrowingFile(Path file) {
        this.file = file;
    }

    /**
     * Waits until it has that many more lines than when this last returned.
     *
     * @param writer the process that appends them
     */
    public void awaitLines(long more, Child writer) throws IOException, InterruptedException {
        long wanted = linesBefore + more;
        writer.until("the last line", PATIENCE, () -> lines() >= wanted);
        linesBefore = lines;
    }

    private long lines() {
        if (!Files.exists(file)) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(buffer.clear(), position) > 0) {
                position += buffer.position();
                buffer.flip();
                while (buffer.hasRemaining()) {
                    lines += buffer.get() == LINE_END ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
