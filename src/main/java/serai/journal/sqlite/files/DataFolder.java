package serai.journal.sqlite.files;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.files.OwnersFile;
import serai.files.OwnersFolder;
import serai.files.Trust;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The folder of everything that is kept, locked for one process: two of them on one journal would deliver everything
 * twice. The lock is the operating system's, so it ends with the process however that ends.
 */
public final class DataFolder implements AutoCloseable {

    /** The file whose lock it is. */
    public static final String LOCK = "serai.lock";

    /** A look of another process at the lock lasts for less than a millisecond. */
    private static final int TRIES_MAX = 10;
    private static final long BETWEEN_TRIES_NANOS = 10_000_000;

    /**
     * What this process holds. A process's lock on a file ends when it closes any of its channels to that file: so it is never
     * opened a second time.
     */
    private static final Set<Object> HELD = new HashSet<>();

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

    private static final String REMEDY = "; set serai.data to another folder";
    private static final String OR_REMEDY = ", or set serai.data to another folder";

    private final Path path;
    private final Object key;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, Object key, FileChannel channel, FileLock lock) {
        this.path = path;
        this.key = key;
        this.channel = channel;
        this.lock = lock;
    }

    /** As {@link #open(Path, Trust)}, where nobody else is trusted. */
    public static DataFolder open(Path path) throws IOException {
        return open(path, Trust.OWNER);
    }

    /**
     * Makes the folder where it is missing, takes what others may do with it from them, and takes its lock.
     *
     * @param trust who else may write to it
     * @throws IOException if it can't be made or written to, lies on a file system whose locks or forces end at this machine,
     *                     others may write to it, a symbolic link stands in it, or somebody holds it; the message is one line
     *                     that says so
     */
    public static DataFolder open(Path path, Trust trust) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException(("the data folder %s is a file" + REMEDY).formatted(path));
        }
        try {
            OwnersFolder.make(path.toAbsolutePath());
        } catch (IOException e) {
            throw new IOException(("the data folder %s can't be made (%s)" + REMEDY).formatted(path, reason(e)), e);
        }
        requireTrust(path, type(path));
        new OwnersFolder(path, "the data folder", trust).secure();
        synchronized (HELD) {
            Object key = key(path);
            if (HELD.contains(key)) {
                throw new IOException(("the data folder %s is in use already, by this process; end what uses it" + OR_REMEDY)
                        .formatted(path));
            }
            DataFolder taken = take(path, key);
            HELD.add(key);
            return taken;
        }
    }

    private static DataFolder take(Path path, Object key) throws IOException {
        FileChannel channel = openLockFile(path);
        FileLock lock = tryLock(channel);
        for (int i = 1; lock == null && i < TRIES_MAX; i++) {
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            lock = tryLock(channel);
        }
        if (lock == null) {
            channel.close();
            throw new IOException(("the data folder %s is in use by another process; end that one" + OR_REMEDY)
                    .formatted(path));
        }
        return new DataFolder(path, key, channel, lock);
    }

    /** By which one folder is known under all its names. */
    private static Object key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath() : key;
    }

    /** Whether nobody holds a folder, as far as can be told; the look changes nothing. */
    public static boolean isFree(Path path) {
        Path file = path.resolve(LOCK);
        synchronized (HELD) {
            if (Files.notExists(file)) {
                return true;
            }
            try {
                if (HELD.contains(key(path))) {
                    return false;
                }
                try (FileChannel channel = OwnersFile.open(file, StandardOpenOption.WRITE); FileLock lock = tryLock(channel)) {
                    return lock != null;
                }
            } catch (IOException e) {
                LOG.debug("The lock of {} can't be looked at", path, e);
                return false;
            }
        }
    }

    /** Null where the operating system doesn't tell: in a changed root, say, where no mount is known. */
    private static String type(Path path) {
        try {
            return Files.getFileStore(path).type();
        } catch (IOException e) {
            LOG.debug("The file system of {} is not known", path, e);
            return null;
        }
    }

    /** @param type as the operating system names it; null where it doesn't */
    static void requireTrust(Path path, String type) throws IOException {
        switch (type == null ? FileSystemTrust.UNKNOWN : FileSystemTrust.of(type)) {
            case REFUSED -> throw new IOException(("the data folder %s lies on a file system (%s) that is shared with other machines or "
                    + "kept elsewhere, and can lose what was kept" + REMEDY + " on a disk of this machine").formatted(path, type));
            case UNKNOWN -> LOG.warn("The data folder {} lies on a file system ({}) of which Serai does not know whether it forces to the "
                    + "disk what is written, and keeps processes apart: what is acknowledged is as safe as that. Set serai.data to a "
                    + "folder on another if in doubt.", path, type == null ? "not told by the system" : type);
            case FLEETING -> LOG.warn("The data folder {} lies on a file system ({}) that goes with the machine's memory or with its "
                    + "container, and with it all that was acknowledged. Set serai.data to a folder on a disk or on a volume that stays.",
                    path, type);
            case TRUSTED -> { }
        }
    }

    private static FileChannel openLockFile(Path path) throws IOException {
        try {
            return OwnersFile.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
        synchronized (HELD) {
            HELD.remove(key);
            lock.release();
            channel.close();
        }
    }
}
