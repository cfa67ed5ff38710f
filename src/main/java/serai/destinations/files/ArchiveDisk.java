package serai.destinations.files;

import serai.files.OwnersFile;
import serai.files.OwnersFolder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What the archive does to the disk, a step each; what a step has done survives a loss of power when it returns. Only
 * here is a file cut off; {@link Archive} and {@link ArchiveFolder} say where.
 */
class ArchiveDisk {

    private final boolean groupReads;

    ArchiveDisk() {
        this(false);
    }

    /** @param groupReads whether the group of the archive's folder may read what is made */
    ArchiveDisk(boolean groupReads) {
        this.groupReads = groupReads;
    }

    boolean groupReads() {
        return groupReads;
    }

    /** Cuts a file to a length, makes it where it is missing, and writes behind that. */
    void write(Path file, long end, ByteBuffer bytes) throws IOException {
        boolean made = Files.notExists(file);
        if (made) {
            OwnersFolder.make(file.getParent(), groupReads);
        }
        try (FileChannel channel = OwnersFile.open(file, groupReads, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(end);
            long position = end;
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
            channel.force(true);
        }
        if (made) {
            force(file.getParent());
        }
    }

    /** Forces what somebody else has written into a file. */
    void force(Path fileOrFolder) throws IOException {
        OwnersFile.force(fileOrFolder);
    }

    /** Gives a file another name in the same folder, in one step; one that has that name already is replaced. */
    void rename(Path file, Path other) throws IOException {
        Files.move(file, other, StandardCopyOption.ATOMIC_MOVE);
        force(other.getParent());
    }

    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        force(file.getParent());
    }
}
