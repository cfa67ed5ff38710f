package serai.journal.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/**
 * The folder of everything that is kept, locked for one process: two of them on one journal would deliver everything
 * twice. The lock is the operating system's, so it ends with the process however that ends.
 */
public final class DataFolder implements AutoCloseable {

    /** File systems whose locks and forces can't be trusted across machines. */
    private static final Set<String> NETWORK = Set.of("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ceph",
            "glusterfs", "lustre", "9p", "fuse.sshfs", "fuse.glusterfs");

    private static final String REMEDY = "; set serai.data to another folder";
    private static final String OR_REMEDY = ", or set serai.data to another folder";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing, and takes its lock.
     *
     * @throws IOException if it can't be made or written to, lies on a network file system, or another process holds it;
     *                     the message is one line that says so
     */
    public static DataFolder open(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException(("the data folder %s is a file" + REMEDY).formatted(path));
        }
        try {
            make(path.toAbsolutePath());
        } catch (IOException e) {
            throw new IOException(("the data folder %s can't be made (%s)" + REMEDY).formatted(path, reason(e)), e);
        }
        String type = Files.getFileStore(path).type().toLowerCase(Locale.ROOT);
        if (NETWORK.contains(type)) {
            throw new IOException(("the data folder %s lies on a network file system (%s), which can lose what was kept"
                    + REMEDY).formatted(path, type));
        }
        FileChannel channel = openLockFile(path);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new IOException(("the data folder %s is in use by another process; end that one" + OR_REMEDY)
                    .formatted(path));
        }
        return new DataFolder(path, channel, lock);
    }

    /** Makes the folders that are missing, each noted on the disk in the one above it: what is kept is there after a loss of power. */
    private static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        make(parent);
        Files.createDirectories(folder, ownersOnly(folder)); // another process may make it at the same time
        try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What is kept holds names and addresses: a folder that is made here is its owner's alone. */
    private static FileAttribute<?>[] ownersOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }

    private static FileChannel openLockFile(Path path) throws IOException {
        try {
            return FileChannel.open(path.resolve("serai.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(("the data folder %s can't be written to (%s)" + REMEDY).formatted(path, reason(e)), e);
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException known && known.getReason() != null
                ? known.getReason() : failure.getClass().getSimpleName();
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
