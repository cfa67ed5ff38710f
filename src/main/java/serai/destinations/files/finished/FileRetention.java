package serai.destinations.files.finished;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.destinations.files.finished.ArchiveManifest.Deletion;
import serai.destinations.files.finished.ArchiveManifest.Item;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deletes finished files by their age. The manifest notes the deletion before the file is deleted, so that after a crash the next
 * call completes it. The manifest itself stays, and keeps the file's entry.
 */
public final class FileRetention {

    private static final Logger LOG = LoggerFactory.getLogger(FileRetention.class);

    private final Path folder;
    private final ArchiveDisk disk;
    private final Clock clock;

    /** @param folder the archive's */
    public FileRetention(Path folder, ArchiveDisk disk, Clock clock) {
        this.folder = folder;
        this.disk = disk;
        this.clock = clock;
    }

    /**
     * Deletes the finished files of each day that ended that many days ago, or more. A file that is not as its manifest says stays,
     * and so does one that no manifest lists.
     *
     * @param days from 1
     * @throws IOException if files of a day can't be deleted; those of all others are
     */
    public void delete(int days) throws IOException {
        String first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days).toString();
        AtomicInteger deleted = new AtomicInteger();
        List<Upkeep> steps = FileMending.days(folder).stream().filter(day -> day.getFileName().toString().compareTo(first) < 0)
                .<Upkeep>map(day -> () -> deleted.addAndGet(
                        delete(day, "older than %s days (serai.archive.retention.days)".formatted(days))))
                .toList();
        try {
            Upkeep.all(steps);
        } finally {
            if (deleted.get() > 0) {
                LOG.info("{} files of the archive in {} were of days before {} and are deleted; the manifests say which.", deleted,
                        folder, first);
            }
        }
    }

    private int delete(Path day, String why) throws IOException {
        ArchiveManifest manifest = ArchiveManifest.read(day);
        for (Deletion noted : manifest.deleted()) {
            if (isAsListed(day, noted.file())) {
                disk.delete(day.resolve(noted.file().name())); // a killed process has left it
            }
        }
        int deleted = 0;
        for (Item item : manifest.files()) {
            Path file = day.resolve(item.name());
            if (Files.exists(file)) {
                if (isAsListed(day, item)) {
                    ArchiveManifest changed = ArchiveManifest.change(day, disk,
                            now -> now.item(item.name()).filter(item::equals).isPresent()
                                    ? now.deleting(new Deletion(item, clock.instant().toString(), why)) : now);
                    if (changed.item(item.name()).isEmpty()) { // else it was corrected meanwhile
                        disk.delete(file);
                        deleted++;
                    }
                } else {
                    LOG.warn("{} was altered since it was finished, so it is not deleted by its age; look at it, and delete it "
                            + "yourself.", file);
                }
            }
        }
        return deleted;
    }

    private static boolean isAsListed(Path day, Item item) throws IOException {
        Path file = day.resolve(item.name());
        return Files.exists(file) && Files.size(file) == item.bytes() && FileMending.sum(file).equals(item.sha256());
    }
}
