package serai.destinations.files;

import org.jspecify.annotations.Nullable;
import serai.destinations.files.finished.ArchiveDisk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * The file of an archive's mark as this process has left it. It finds out whether somebody has replaced the mark, or the whole
 * folder. For one thread at a time.
 */
final class ArchiveMarkFile {

    private final Path folder;
    private final ArchiveDisk disk;
    /** The mark as last read or written; null until the folder is claimed. */
    private @Nullable ArchiveMark mark;
    /** The mark of the last attempt to write one, even if that has failed. */
    private @Nullable ArchiveMark attempted;
    /** Key, size and time of the file. A change shows that somebody has replaced the mark or the folder. */
    private @Nullable Object asWritten;

    ArchiveMarkFile(Path folder, ArchiveDisk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /** The mark as last read or written; null until the folder is claimed. */
    @Nullable
    ArchiveMark mark() {
        return mark;
    }

    /** Whether an operator has written {@link ArchiveAlteredException#GO_ON} into the file. */
    boolean isGoOn() throws IOException {
        return Files.exists(path()) && ArchiveMark.isGoOn(ArchiveMark.text(folder));
    }

    /** Writes the mark; it is on the disk when this returns. */
    void write(ArchiveMark other) throws IOException {
        attempted = other;
        other.write(folder, disk);
        mark = other;
        asWritten = asItIs();
    }

    /** Whether nobody has touched the file since this process wrote or checked it; false before the folder is claimed. */
    boolean isAsWritten() throws IOException {
        try {
            return asItIs().equals(asWritten);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Checks that the folder is still the one that was claimed for that destination.
     *
     * @throws ArchiveAlteredException if it is not
     * @throws IllegalStateException   before the folder is claimed
     */
    void check(String destination) throws IOException {
        if (mark == null) {
            throw new IllegalStateException("the folder must be recovered from the last process before anything is appended");
        }
        if (!mark.destination().equals(destination)) {
            throw mark.anothers(folder, destination);
        }
        if (isAsWritten()) {
            return;
        }
        ArchiveMark found;
        try {
            found = ArchiveMark.of(ArchiveMark.text(folder), folder);
        } catch (NoSuchFileException e) {
            throw new ArchiveAlteredException(folder, "is no longer the folder that was written to: its %s is missing"
                    .formatted(ArchiveOwner.MARK), "Mount the right volume there, or put that file back", folder);
        }
        if (!found.owner().equals(mark.owner())) {
            throw found.anothers(folder, destination);
        }
        if (found.equals(attempted)) {
            mark = found; // the write failed only after the mark was on the disk
        }
        if (!found.equals(mark)) {
            throw new ArchiveAlteredException(folder,
                    "is written to by another process, or is another folder than before: its %s has changed"
                            .formatted(ArchiveOwner.MARK),
                    "Let only one Serai write there, and restart it", folder);
        }
        asWritten = asItIs();
    }

    private Object asItIs() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path(), BasicFileAttributes.class);
        return List.of(String.valueOf(attributes.fileKey()), attributes.size(), attributes.lastModifiedTime());
    }

    private Path path() {
        return folder.resolve(ArchiveOwner.MARK);
    }
}
