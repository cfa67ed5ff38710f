package serai.destinations.files;

import serai.files.OwnersFile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The unfinished files, and how far this process has written each of them. So it knows what may be cut off: text that this
 * process has written and the journal does not remember. Text of others is never cut off. For one thread at a time.
 */
final class GrowingFiles {

    private final ArchiveFolder folder;
    private final ArchiveFiles files;
    private final boolean atomic;
    /** The length to which this process has written each unfinished file; everything up to there is Serai's. */
    private final Map<ArchivePart, Long> ends = new HashMap<>();

    /** @param atomic whether a file gets its name only when it is finished */
    GrowingFiles(ArchiveFolder folder, boolean atomic) {
        this.folder = folder;
        this.files = folder.files();
        this.atomic = atomic;
    }

    /** The file in which a part grows; it may not exist. */
    Path file(ArchiveSeries series, int part) {
        return files.growing(series, part, atomic);
    }

    /**
     * The end of the file's remembered text.
     *
     * @throws ArchiveAlteredException if somebody has changed the file
     */
    ArchiveTail tail(ArchiveSeries series, FilePosition place) throws IOException {
        Path file = file(series, place.part());
        long size = Files.size(file);
        if (size > Math.max(place.length(), end(series, place.part()))) {
            throw altered(file, "has %s bytes instead of %s: somebody else has written to it".formatted(size, place.length()));
        }
        if (size < place.length()) {
            throw altered(file, ArchiveTail.tooShort(size, place));
        }
        ArchiveTail tail = ArchiveTail.read(file, place.length());
        String trouble = tail.trouble(place);
        if (trouble != null) {
            throw altered(file, trouble);
        }
        return tail;
    }

    /** Whether the file's remembered text begins with these bytes. */
    boolean beginsWith(ByteBuffer bytes, ArchiveSeries series, FilePosition place) throws IOException {
        if (!bytes.hasRemaining()) {
            return true;
        }
        try (InputStream begin = OwnersFile.readFrom(file(series, place.part()))) {
            return place.length() >= bytes.remaining() && bytes.equals(ByteBuffer.wrap(begin.readNBytes(bytes.remaining())));
        }
    }

    private ArchiveAlteredException altered(Path file, String what) {
        return ArchiveAlteredException.ofFile(file, what, folder.path());
    }

    /** Truncates the file to the position's length, and writes the bytes there; they are on the disk when this returns. */
    void write(ArchiveSeries series, FilePosition place, ByteBuffer bytes) throws IOException {
        Path file = file(series, place.part());
        try {
            folder.disk().write(file, place.length(), bytes);
        } finally {
            if (Files.exists(file)) {
                ends.put(new ArchivePart(series.key(), place.part()), Files.size(file));
            }
        }
    }

    /** Truncates the file to the position's length. */
    void cutOff(ArchiveSeries series, FilePosition place) throws IOException {
        write(series, place, ByteBuffer.allocate(0));
    }

    /** Whether there is text behind that length, and this process has written all of it. */
    boolean hasOwnTextBehind(ArchiveSeries series, int part, long length) throws IOException {
        Path file = file(series, part);
        return Files.exists(file) && Files.size(file) > length && Files.size(file) <= end(series, part);
    }

    private long end(ArchiveSeries series, int part) {
        return ends.getOrDefault(new ArchivePart(series.key(), part), 0L);
    }

    /** Whether the journal remembers everything that this process has written. Text that others have written is ignored. */
    boolean areAllNoted(RememberedPositions noted) throws IOException {
        for (ArchivePart written : ends.keySet()) {
            ArchiveSeries series = noted.series(written.series());
            FilePosition place = noted.of(written.series());
            if (series == null || place.part() > written.number()) {
                continue;
            }
            if (hasOwnTextBehind(series, written.number(), place.part() == written.number() ? place.length() : 0)) {
                return false;
            }
        }
        return true;
    }

    /** Forgets how far the part was written, once it is finished. */
    void forget(ArchivePart finished) {
        ends.remove(finished);
    }
}
