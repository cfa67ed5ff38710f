package serai.journal.sqlite.files;

import org.jspecify.annotations.Nullable;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The folder of all that Serai keeps, locked for one process: two processes on one journal would deliver every record twice.
 * The operating system holds the lock, so it ends with the process however that ends.
 */
public final class DataFolder implements AutoCloseable {

    /** The name of the locked file. */
    public static final String LOCK = "serai.lock";

    /** Another process that looks at the lock holds it for less than a millisecond: so a few tries are enough. */
    private static final int TRIES_MAX = 10;
    private static final long BETWEEN_TRIES_NANOS = 10_000_000;

    /**
     * The folders that this process holds. A process loses its lock on a file when it closes any of its channels to that file,
     * so the file is never opened a second time.
     */
    private static final Set<Object> HELD = new HashSet<>();

    /** The last warning: a start opens the folder twice, and tells it once. */
    private static final AtomicReference<@Nullable String> TOLD = new AtomicReference<>();

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

    /** As {@link #open(Path, Trust)}, with nobody trusted but the owner. */
    public static DataFolder open(Path path) throws IOException {
        return open(path, Trust.OWNER);
    }

    /**
     * Creates the folder if it is missing, removes the rights of others to it, and takes its lock.
     *
     * @param trust who else may write to it
     * @throws IOException if the folder can't be created or written to, if it lies on a file system that is shared with other
     *                     machines or is an object store, if others may write to it, if it contains a symbolic link, or if a
     *                     process holds it; the message is one line
     */
    public static DataFolder open(Path path, Trust trust) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException(("the data folder %s is a file" + REMEDY).formatted(path));
        }
        try {
            OwnersFolder.make(path.toAbsolutePath());
        } catch (IOException e) {
            throw new IOException(("the data folder %s can't be created (%s)" + REMEDY).formatted(path, reason(e)), e);
        }
        requireTrust(path, type(path));
        new OwnersFolder(path, "the data folder", trust).secure();
        synchronized (HELD) {
            Object key = key(path);
            if (HELD.contains(key)) {
                throw new IOException(("the data folder %s is already in use by this process; close the other Serai" + OR_REMEDY)
                        .formatted(path));
            }
            DataFolder taken = take(path, key);
            HELD.add(key);
            return taken;
        }
    }

    /**
     * Checks what {@link #open(Path, Trust)} would refuse, but for the lock. Changes nothing.
     *
     * @param path of a folder that exists
     * @return what {@link #open(Path, Trust)} would warn of; empty if there is nothing
     * @throws IOException as {@link #open(Path, Trust)}
     */
    public static Optional<String> examine(Path path, Trust trust) throws IOException {
        Optional<String> doubt = doubt(path, type(path));
        new OwnersFolder(path, "the data folder", trust).require();
        return doubt;
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
            throw new IOException(("the data folder %s is in use by another process; end that process" + OR_REMEDY)
                    .formatted(path));
        }
        return new DataFolder(path, key, channel, lock);
    }

    /** A key that is the same for all paths to one folder. */
    private static Object key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath() : key;
    }

    /** Whether no process holds the folder, as far as can be told. Changes nothing. */
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
                LOG.debug("The lock of {} can't be checked", path, e);
                return false;
            }
        }
    }

    /** The file system's type; null if the operating system does not tell it, as in a chroot without known mounts. */
    private static @Nullable String type(Path path) {
        try {
            return Files.getFileStore(path).type();
        } catch (IOException e) {
            LOG.debug("The file system of {} is unknown", path, e);
            return null;
        }
    }

    static void requireTrust(Path path, @Nullable String type) throws IOException {
        doubt(path, type).filter(doubt -> !doubt.equals(TOLD.getAndSet(doubt))).ifPresent(doubt -> LOG.warn("{}", doubt));
    }

    /**
     * @param type the operating system's name for the file system; null if it reports none
     * @return a warning; empty if there is nothing to warn of
     */
    private static Optional<String> doubt(Path path, @Nullable String type) throws IOException {
        return switch (type == null ? FileSystemTrust.UNKNOWN : FileSystemTrust.of(type)) {
            case REFUSED ->
                throw new IOException(("the data folder %s is on a file system (%s) that is shared with other machines or stored "
                        + "elsewhere, and can lose what was kept" + REMEDY + " on a disk of this machine")
                        .formatted(path, type));
            case UNKNOWN ->
                Optional.of(("The data folder %s is on a file system (%s) that Serai does not know: it may not force writes to the "
                        + "disk or lock files reliably, and acknowledged events are only as safe as that. If in doubt, set "
                        + "serai.data to a folder on another one.")
                        .formatted(path, type == null ? "not reported by the system" : type));
            case FLEETING ->
                Optional.of(("The data folder %s is on a file system (%s) that is lost with the machine's memory or with its "
                        + "container, and all acknowledged events with it. Set serai.data to a folder on a disk or on a "
                        + "persistent volume.").formatted(path, type));
            case TRUSTED -> Optional.empty();
        };
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

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The folder's path. */
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
