package serai.files;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

/** The rights to a file or a folder, on file systems that have them (POSIX). */
final class FilePermissions {

    private static final Logger LOG = LoggerFactory.getLogger(FilePermissions.class);
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE);
    private static final Set<PosixFilePermission> OF_THE_GROUP = EnumSet.of(GROUP_READ, GROUP_WRITE, GROUP_EXECUTE);
    private static final FileAttribute<?>[] NONE = {};
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private FilePermissions() {
    }

    static boolean areKnown(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** @param group whether the group may read the file */
    static FileAttribute<?>[] ofNewFile(Path path, boolean group) {
        return areKnown(path) ? only(group ? "rw-r-----" : "rw-------") : NONE;
    }

    /** @param group whether the group may read the folder's content */
    static FileAttribute<?>[] ofNewFolder(Path path, boolean group) {
        return areKnown(path) ? only(group ? "rwxr-x---" : "rwx------") : NONE;
    }

    private static FileAttribute<?>[] only(String rights) {
        return new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))};
    }

    static PosixFileAttributes of(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether others have any right.
     *
     * @param group whether the group may have rights
     */
    static boolean isOpen(Path path, boolean group) throws IOException {
        return !PosixFilePermissions.toString(of(path).permissions()).endsWith(group ? "---" : "------");
    }

    /**
     * Removes all rights except the owner's.
     *
     * @param group whether the group keeps its rights
     * @return whether rights were removed
     * @throws IOException if the rights can't be changed, as with another user's file
     */
    static boolean tighten(Path path, boolean group) throws IOException {
        Set<PosixFilePermission> rights = EnumSet.noneOf(PosixFilePermission.class);
        rights.addAll(of(path).permissions());
        boolean tightened = rights.removeAll(OF_OTHERS);
        tightened |= !group && rights.removeAll(OF_THE_GROUP);
        if (tightened) {
            Files.setPosixFilePermissions(path, rights);
            if (!of(path).permissions().equals(rights)) { // such as FAT, on which everybody has the same rights
                tellUnknown(path);
                return false;
            }
        }
        return tightened;
    }

    /** Logs a warning, once in the life of a process. */
    static void tellUnknown(Path path) {
        if (!TOLD.getAndSet(true)) {
            LOG.warn(
                    "The file system of {} has no rights for owner, group and others, so its folder decides who may read and write "
                            + "there. Make sure that only Serai's user and its operators may.",
                    path);
        }
    }

    /** Logs that a file that was replaced has another owner or group than before. */
    static void tellKept(Path path, IOException why) {
        LOG.debug("{} has another owner or group than before", path, why);
    }
}
