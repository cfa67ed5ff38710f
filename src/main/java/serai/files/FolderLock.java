package serai.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock on a folder that several processes work on. The operating system holds it, so it ends with the process however that
 * ends. Locks of different {@link Purpose purposes} do not exclude each other. Of one purpose, several holders share a lock, or one
 * holds it alone.
 */
public final class FolderLock implements AutoCloseable {

    private static final long BETWEEN_TRIES_NANOS = 5_000_000;

    /**
     * The locked files that this process has open, by their paths. A process loses its locks on a file when it closes any of its
     * channels to that file, so there is one channel for each, until nobody in this process holds a lock there.
     */
    private static final Map<Path, LockedFile> OPEN = new HashMap<>();

    /** What a lock is for; each is a byte of the file. */
    public enum Purpose {
        /** Shared by the writers of the folder's growing files; held alone while no other may write to them. */
        WRITING,
        /** Held alone by the one that corrects files. */
        CORRECTING,
        /** Held alone while a list of files changes. */
        LISTING
    }

    /** A file that this process has open; {@code held} is, for each purpose, the number of holders, or -1 if one holds it alone. */
    private static final class LockedFile {
        private final FileChannel channel;
        private final int[] held = new int[Purpose.values().length];
        private final FileLock[] locks = new FileLock[held.length];

        LockedFile(FileChannel channel) {
            this.channel = channel;
        }

        boolean isUnused() {
            for (int count : held) {
                if (count != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Path file;
    private final LockedFile locked;
    private final Purpose purpose;
    private boolean open = true;

    private FolderLock(Path file, LockedFile locked, Purpose purpose) {
        this.file = file;
        this.locked = locked;
        this.purpose = purpose;
    }

    /**
     * Takes a lock, if it can be had now.
     *
     * @param file  the file to lock, created if it is missing; its folder must exist
     * @param alone whether no other may hold a lock of that purpose
     * @return empty if another holder, in this process or another one, excludes this lock
     */
    public static Optional<FolderLock> take(Path file, Purpose purpose, boolean alone) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        synchronized (OPEN) {
            LockedFile locked = OPEN.get(path);
            if (locked == null) {
                locked = new LockedFile(OwnersFile.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
                OPEN.put(path, locked);
            }
            try {
                return isTaken(locked, purpose, alone) ? Optional.of(new FolderLock(path, locked, purpose)) : Optional.empty();
            } finally {
                closeUnused(path, locked);
            }
        }
    }

    /**
     * As {@link #take}, but waits until other holders have released their locks.
     *
     * @param max how long to wait
     * @throws IOException if another still holds one then, or if the thread is interrupted; the message is one line
     */
    public static FolderLock await(Path file, Purpose purpose, boolean alone, Duration max) throws IOException {
        long end = System.nanoTime() + max.toNanos();
        Optional<FolderLock> lock = take(file, purpose, alone);
        while (lock.isEmpty()) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                throw new IOException("%s is held by another process of Serai; try again when that has ended".formatted(file));
            }
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            lock = take(file, purpose, alone);
        }
        return lock.get();
    }

    private static boolean isTaken(LockedFile locked, Purpose purpose, boolean alone) throws IOException {
        int place = purpose.ordinal();
        if (locked.held[place] < 0 || alone && locked.held[place] > 0) {
            return false;
        }
        if (locked.held[place] == 0) {
            try {
                locked.locks[place] = locked.channel.tryLock(place, 1, !alone);
            } catch (OverlappingFileLockException e) {
                return false; // another class loader of this process holds it
            }
            if (locked.locks[place] == null) {
                return false;
            }
        }
        locked.held[place] = alone ? -1 : locked.held[place] + 1;
        return true;
    }

    private static void closeUnused(Path path, LockedFile locked) throws IOException {
        if (locked.isUnused()) {
            OPEN.remove(path);
            locked.channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            if (!open) {
                return;
            }
            open = false;
            int place = purpose.ordinal();
            locked.held[place] = Math.max(0, locked.held[place] - 1);
            if (locked.held[place] == 0) {
                locked.locks[place].release();
            }
            closeUnused(file, locked);
        }
    }
}
