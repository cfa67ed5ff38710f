package serai.destinations.files.finished;

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
 * The archive's operations on the disk. When one returns, its result survives a loss of power. Only this class truncates files;
 * {@code GrowingFiles} and {@code RememberedFiles} decide which, and to what length.
 */
public class ArchiveDisk {

    /** The end of the name of a file that is not finished. */
    public static final String UNFINISHED = ".growing";

    private final boolean groupReads;

    /** A disk on which new files are their owner's alone. */
    public ArchiveDisk() {
        this(false);
    }

    /** @param groupReads whether the group of the archive's folder may read new files and folders */
    public ArchiveDisk(boolean groupReads) {
        this.groupReads = groupReads;
    }

    /** Whether the group of the archive's folder may read new files and folders. */
    public boolean groupReads() {
        return groupReads;
    }

    /** Truncates a file to a length, makes it if it is missing, and writes the bytes after that length. */
    public void write(Path file, long end, ByteBuffer bytes) throws IOException {
        boolean made = Files.notExists(file);
        if (made) {
            OwnersFolder.make(OwnersFile.folderOf(file), groupReads);
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
            force(OwnersFile.folderOf(file));
        }
    }

    /** Forces a file or folder that was written by other code. */
    public void force(Path fileOrFolder) throws IOException {
        OwnersFile.force(fileOrFolder);
    }

    /** Renames a file within its folder, in one step; replaces an existing file of that name. */
    public void rename(Path file, Path other) throws IOException {
        Files.move(file, other, StandardCopyOption.ATOMIC_MOVE);
        force(OwnersFile.folderOf(other));
    }

    /** Deletes a file, if it exists. */
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        force(OwnersFile.folderOf(file));
    }
}
