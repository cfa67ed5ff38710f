package serai.testkit;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Folders that tests make. Where each user has a group of their own, a new folder is often made for the group to write too
 * (umask 002), and Serai refuses data folders that are. These are their owner's alone, whatever the umask.
 */
public final class PrivateFolder {

    private static final FileAttribute<?>[] RIGHTS =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                    : new FileAttribute<?>[0];

    private PrivateFolder() {
    }

    /** Makes the folder, and those above it that are missing. */
    public static Path make(Path folder) throws IOException {
        return Files.createDirectories(folder, RIGHTS);
    }
}
