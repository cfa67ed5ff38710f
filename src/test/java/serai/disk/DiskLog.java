package serai.disk;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code faults/disk.c} has written down. */
final class DiskLog {

    private DiskLog() {
    }

    static List<Change> read(Path log) throws IOException {
        List<Change> changes = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(log), 1 << 16))) {
            for (int letter = in.read(); letter >= 0; letter = in.read()) {
                changes.add(change((char) letter, in));
            }
        }
        return changes;
    }

    private static Change change(char letter, DataInputStream in) throws IOException {
        return switch (letter) {
            case 'C' -> new Change.Made(text(in), in.readLong());
            case 'M' -> new Change.FolderMade(text(in));
            case 'R' -> new Change.Renamed(text(in), text(in));
            case 'U', 'X' -> new Change.Removed(text(in));
            case 'W' -> new Change.Written(in.readLong(), in.readLong(), bytes(in));
            case 'T' -> new Change.Cut(in.readLong(), in.readLong());
            case 'F' -> new Change.Forced(in.readLong());
            case 'D' -> new Change.FolderForced(text(in));
            case 'K' -> new Change.Mark(text(in));
            default -> throw new IOException("an unknown letter in the log: " + letter);
        };
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(in.readLong())];
        in.readFully(bytes);
        return bytes;
    }
}
