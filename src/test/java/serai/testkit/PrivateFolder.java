package serai.testkit;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes folders that only their owner may use, whatever the umask. Where each user has a group of their own, the umask often lets
 * the group write too (002), and Serai refuses such data folders.
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
