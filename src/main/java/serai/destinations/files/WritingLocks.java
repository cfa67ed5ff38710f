package serai.destinations.files;

import serai.destinations.files.finished.ArchiveManifest;
import serai.files.FolderLock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The locks by which this process tells others that it writes to the folders of archives. Safe for use by several threads.
 */
final class WritingLocks {

    private final Map<Path, FolderLock> held = new HashMap<>();

    /**
     * Takes the lock of an archive's folder, if the folder has a mark and the lock is not held yet.
     *
     * @throws IOException if a command has locked the folder, which it does for a short time
     */
    synchronized void take(Path folder) throws IOException {
        if (!held.containsKey(folder) && Files.exists(folder.resolve(ArchiveOwner.MARK))) {
            held.put(folder, FolderLock.take(folder.resolve(ArchiveManifest.LOCK), FolderLock.Purpose.WRITING, false)
                    .orElseThrow(() -> new IOException(
                            "%s is being worked on by a command of Serai; Serai tries again".formatted(folder))));
        }
    }

    synchronized void release(Path folder) throws IOException {
        FolderLock lock = held.remove(folder);
        if (lock != null) {
            lock.close();
        }
    }

    synchronized void releaseAll() throws IOException {
        for (FolderLock lock : held.values()) {
            lock.close();
        }
        held.clear();
    }
}
