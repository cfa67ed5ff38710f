package serai.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files with personal data in them: only their owner can read them, from the first byte on. */
final class OwnersFile {

    private OwnersFile() {
    }

    /** @throws IOException if it is there already, or can't be made; the message says so in one line */
    static Path make(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            return Files.createFile(file, posix ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                    : new FileAttribute<?>[0]);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " is there already; name another file");
        } catch (NoSuchFileException e) {
            throw new IOException("the folder of %s is not there; make it first".formatted(file));
        } catch (FileSystemException e) {
            throw new IOException("%s can't be made (%s); name another file".formatted(file,
                    e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()));
        }
    }
}
