package serai.destinations.files;

import org.jspecify.annotations.Nullable;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The last 64 KiB of a file up to its remembered length, or all of a shorter file. Its checksum shows whether somebody has
 * edited the file.
 */
record ArchiveTail(byte[] bytes) {

    private static final int BYTES_MAX = 65_536;
    static final ArchiveTail OF_NOTHING = new ArchiveTail(new byte[0]);

    /** @param end not greater than the file's length */
    static ArchiveTail read(Path file, long end) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(end, BYTES_MAX));
        try (FileChannel channel = OwnersFile.open(file, StandardOpenOption.READ)) {
            long begin = end - buffer.capacity();
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, begin + buffer.position());
                if (read < 0) {
                    throw new IOException("%s became shorter while it was read".formatted(file));
                }
            }
        }
        return new ArchiveTail(buffer.array());
    }

    /** Says in one line how the file differs from its remembered position; null if it does not differ. The file may be longer. */
    static @Nullable String trouble(Path file, FilePosition place) throws IOException {
        long size = Files.size(file);
        return size < place.length()
                ? tooShort(size, place)
                : read(file, place.length()).trouble(place);
    }

    /** Says in one line that the file is shorter than its remembered position. */
    static String tooShort(long size, FilePosition place) {
        return "has %s bytes instead of %s: somebody has truncated or replaced it".formatted(size, place.length());
    }

    /** As {@link #trouble(Path, FilePosition)}, for the tail of a file that is long enough. */
    @Nullable
    String trouble(FilePosition place) {
        if (place.crc() >= 0) {
            return crc() == place.crc() ? null
                    : "was edited: the content before byte %s is not what Serai wrote".formatted(place.length());
        }
        return bytes.length == 0 || bytes[bytes.length - 1] == '\n' ? null
                : "was edited: the %s bytes that Serai wrote end within a line".formatted(place.length());
    }

    /** The tail after that text is appended. */
    ArchiveTail with(byte[] text, int from) {
        int added = Math.min(text.length - from, BYTES_MAX);
        int kept = Math.min(bytes.length, BYTES_MAX - added);
        byte[] all = new byte[kept + added];
        System.arraycopy(bytes, bytes.length - kept, all, 0, kept);
        System.arraycopy(text, text.length - added, all, kept, added);
        return new ArchiveTail(all);
    }

    long crc() {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }
}
