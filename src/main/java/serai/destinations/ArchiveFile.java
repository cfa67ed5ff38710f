package serai.destinations;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.Attempt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that only grows, by whole pages. Its true length is the one that the journal remembers: whatever stands behind
 * it comes from an attempt that was not finished, and is cut off before anything is written.
 */
record ArchiveFile(Path path, String name, Attempt attempt) {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveFile.class);

    /**
     * Appends text; it is on the disk when this returns.
     *
     * @param heading how many bytes at the beginning are written only where the file begins
     */
    void append(byte[] text, int heading) throws IOException {
        boolean made = Files.notExists(path);
        if (made) {
            makeFolders(path.getParent());
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = cutToRemembered(file);
            ByteBuffer rest = end == 0 ? ByteBuffer.wrap(text) : ByteBuffer.wrap(text, heading, text.length - heading);
            long length = end + rest.remaining();
            while (rest.hasRemaining()) {
                end += file.write(rest, end);
            }
            file.force(true);
            attempt.remember(name, Long.toString(length));
        }
        if (made) {
            force(path.getParent());
        }
    }

    private long cutToRemembered(FileChannel file) throws IOException {
        String remembered = attempt.remembered(name);
        long length = remembered == null ? 0 : Long.parseLong(remembered);
        if (file.size() < length) {
            LOG.warn("{} is shorter ({} bytes) than what was written to it ({}): somebody has changed or moved it. "
                    + "What comes now is appended.", path, file.size(), length);
            return file.size();
        }
        file.truncate(length);
        return length;
    }

    /** Makes the folders that are missing, each noted on the disk in the one above it. */
    private static void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        makeFolders(parent);
        Files.createDirectory(folder);
        force(parent);
    }

    /** A new name in a folder survives a loss of power only once the folder itself is forced. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
