package serai.destinations.files;

import org.jspecify.annotations.Nullable;
import serai.destinations.files.finished.ArchiveDisk;
import serai.destinations.files.finished.ArchiveManifest;
import serai.files.FolderLock;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The file {@code serai-archive.finish} in an archive's folder: growing files that a command wants finished before they are due, a
 * line for each, such as {@code 2026-11-22/logged_in.jsonl}. The process that writes to the folder finishes them. It removes a line
 * once a manifest lists the file, or if the file is no growing file of the archive, or one that the archive leaves as it is.
 */
final class FinishRequest {

    static final String NAME = "serai-archive.finish";
    private static final Duration CHANGED_WITHIN = Duration.ofSeconds(20);

    private final Path folder;
    private final ArchiveDisk disk;

    FinishRequest(Path folder, ArchiveDisk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    private Path file() {
        return folder.resolve(NAME);
    }

    /** Whether something is asked for in the folder. */
    static boolean isIn(ArchiveFolder folder) {
        return Files.exists(folder.path().resolve(NAME));
    }

    /** The files that are asked for, by their days and final names; empty if none are. */
    Set<String> names() throws IOException {
        return Files.exists(file()) ? new TreeSet<>(OwnersFile.text(file()).lines().toList()) : new TreeSet<>();
    }

    void add(Collection<String> names) throws IOException {
        change(names, Set.of());
    }

    void remove(Collection<String> names) throws IOException {
        change(Set.of(), names);
    }

    private void change(Collection<String> added, Collection<String> removed) throws IOException {
        try (FolderLock lock = FolderLock.await(folder.resolve(ArchiveManifest.LOCK), FolderLock.Purpose.LISTING, true,
                CHANGED_WITHIN)) {
            Set<String> names = names();
            names.addAll(added);
            names.removeAll(removed);
            if (names.isEmpty()) {
                disk.delete(file());
                return;
            }
            Path unfinished = folder.resolve(NAME + ArchiveSeries.GROWING);
            disk.write(unfinished, 0, ByteBuffer.wrap((String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8)));
            disk.rename(unfinished, file());
        }
    }

    /**
     * Finishes the requested files in the folders of these archives, which are claimed.
     *
     * @param noted what the journal remembers
     * @throws IOException if a file can't be finished; all others are finished before
     */
    static void finish(List<Archive> archives, String destination, Map<String, String> noted) throws IOException {
        IOException failure = null;
        for (ArchiveFolder folder : new HashSet<>(archives.stream().map(Archive::folder).toList())) {
            FinishRequest request = new FinishRequest(folder.path(), folder.disk());
            Set<String> names = request.names();
            Map<String, ArchivePart> parts = new RememberedPositions(noted).parts(names, folder.begun());
            for (Archive archive : archives) {
                if (archive.folder() == folder) {
                    archive.finishSoon(Set.copyOf(parts.values()));
                    try {
                        archive.finish(destination, noted);
                    } catch (IOException e) {
                        failure = e; // the other files don't wait for this one
                    }
                }
            }
            Set<String> settled = new TreeSet<>();
            for (String name : names) {
                if (isLeft(parts.get(name), folder, noted) || isListed(folder, name)) {
                    settled.add(name);
                }
            }
            if (!settled.isEmpty()) {
                request.remove(settled);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether nobody will finish the part: it belongs to no series, or is one that the archive does not touch any more. */
    private static boolean isLeft(@Nullable ArchivePart part, ArchiveFolder folder, Map<String, String> noted) {
        ArchiveSeries series = part == null ? null : new RememberedPositions(noted).series(part.series());
        return part == null || series == null || part.number() <= folder.leftUpTo(series);
    }

    private static boolean isListed(ArchiveFolder folder, String name) throws IOException {
        Path file = folder.path().resolve(name);
        return folder.files().isListed(file) || folder.files().isListed(file.resolveSibling(file.getFileName() + ".gz"));
    }
}
