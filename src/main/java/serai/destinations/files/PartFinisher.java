package serai.destinations.files;

import serai.destinations.files.finished.ArchiveDisk;
import serai.destinations.files.finished.FinishedFile;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finishes the file of a part to which nothing is appended any more: zips it if that is set, gives it its name, and lists it in
 * the manifest of its day. Every step can be repeated after a crash.
 */
final class PartFinisher {

    private final ArchiveFiles files;
    private final ArchiveDisk disk;
    private final boolean gzip;
    private final boolean heading;

    /** @param heading whether the first line of each file is a heading, and no record */
    PartFinisher(ArchiveFiles files, ArchiveDisk disk, boolean gzip, boolean heading) {
        this.files = files;
        this.disk = disk;
        this.gzip = gzip;
        this.heading = heading;
    }

    /**
     * Does nothing if the part is finished.
     *
     * @throws IOException if a step fails, or if a file of somebody else has the name; the next call goes on
     */
    void finish(ArchiveSeries series, int part) throws IOException {
        Path name = files.name(series, part);
        Path zipped = files.zipped(series, part);
        Path growing = Files.exists(files.growingName(series, part)) ? files.growingName(series, part) : name; // as it was begun
        if (files.isListed(name)) {
            return;
        }
        if (!files.isListed(zipped) && (gzip || Files.exists(zipped))) {
            if (Files.exists(growing)) {
                zip(growing, zipped);
            }
            list(zipped);
        }
        if (files.isListed(zipped)) {
            if (Files.exists(growing)) {
                disk.delete(growing);
            }
            return;
        }
        if (!growing.equals(name) && Files.exists(growing)) {
            requireFree(name);
            disk.rename(growing, name);
        }
        list(name);
    }

    private void zip(Path growing, Path zipped) throws IOException {
        if (Files.exists(zipped)) {
            if (!FinishedFile.holds(zipped, growing)) {
                requireFree(zipped);
            }
            return; // a killed process has left it
        }
        Path unfinished = zipped.resolveSibling(zipped.getFileName() + ArchiveSeries.GROWING);
        FinishedFile.zip(growing, unfinished, disk.groupReads());
        disk.force(unfinished);
        disk.rename(unfinished, zipped);
    }

    private static void requireFree(Path name) throws IOException {
        if (Files.exists(name)) {
            throw new IOException("%s exists and is not Serai's; remove it, so that the file of that name can be finished"
                    .formatted(name));
        }
    }

    /** Lists the file in the manifest, if it still exists: somebody may take it away between its renaming and this step. */
    private void list(Path file) throws IOException {
        if (Files.exists(file)) {
            files.keep(OwnersFile.folderOf(file), FinishedFile.item(file, heading));
        }
    }
}
