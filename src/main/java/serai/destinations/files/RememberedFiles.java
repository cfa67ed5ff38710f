package serai.destinations.files;

import serai.destinations.files.finished.ArchiveDisk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the files in an archive's folder with what the journal remembers of them, before anything is appended. It finds those
 * that differ, and removes what the process before this one has written and the journal does not remember. For one thread at a
 * time.
 */
final class RememberedFiles {

    private final Path folder;
    private final ArchiveFiles files;
    private final ArchiveDisk disk;
    private final RememberedPositions noted;

    RememberedFiles(Path folder, ArchiveFiles files, ArchiveDisk disk, RememberedPositions noted) {
        this.folder = folder;
        this.files = files;
        this.disk = disk;
        this.noted = noted;
    }

    /**
     * Requires the remembered files in a folder without a mark, which was begun before there were marks.
     *
     * @throws ArchiveAlteredException if a file that is there differs, or not even the folder of a day is there
     */
    void require(String destination) throws IOException {
        boolean anyDay = false;
        boolean anyRemembered = false;
        for (Map.Entry<ArchiveSeries, FilePosition> entry : noted.bySeries().entrySet()) {
            ArchiveSeries series = entry.getKey();
            FilePosition place = entry.getValue();
            if (place.isBegin()) {
                continue;
            }
            anyRemembered = true;
            anyDay |= Files.isDirectory(files.day(series));
            for (Path file : files.unfinishedNames(series, place.part())) {
                String trouble =
                        Files.exists(file) && !files.isFinished(series, place.part()) ? ArchiveTail.trouble(file, place) : null;
                if (trouble != null) {
                    throw ArchiveAlteredException.ofFile(file, trouble, folder);
                }
            }
        }
        if (anyRemembered && !anyDay) {
            throw new ArchiveAlteredException(folder, "has none of the files that the destination %s has written"
                    .formatted(destination), "Mount the right volume there, or put the files back", folder);
        }
    }

    /** The series whose files differ from what is remembered, by their keys, each with the highest of its parts. */
    Map<String, Integer> differing() throws IOException {
        Map<String, Integer> differing = new HashMap<>();
        for (Map.Entry<ArchiveSeries, FilePosition> entry : noted.bySeries().entrySet()) {
            ArchiveSeries series = entry.getKey();
            FilePosition place = entry.getValue();
            int highest = files.highest(series);
            if (highest > place.part() || !isAsRemembered(series, place)) {
                differing.put(series.key(), Math.max(highest, place.part()));
            }
        }
        return differing;
    }

    private boolean isAsRemembered(ArchiveSeries series, FilePosition place) throws IOException {
        if (files.isListed(series, place.part())) {
            return true;
        }
        Path file = files.growing(series, place.part(), false);
        return Files.exists(file) ? Files.size(file) == place.length() && ArchiveTail.trouble(file, place) == null
                : place.isBegin() || files.isFinished(series, place.part());
    }

    /** Deletes those of the begun files of which the journal remembers nothing. */
    void deleteBegun(List<ArchivePart> begun) throws IOException {
        for (ArchivePart part : begun) {
            ArchiveSeries series = noted.series(part.series());
            if (series != null && !noted.has(part)) {
                files.delete(series, part.number());
            }
        }
    }

    /**
     * Truncates each file to its remembered length, if all up to there is as it was written.
     *
     * @param left series, each with the part up to which its files are never touched
     */
    void cutOff(Map<String, Integer> left) throws IOException {
        for (Map.Entry<ArchiveSeries, FilePosition> entry : noted.bySeries().entrySet()) {
            FilePosition place = entry.getValue();
            if (place.part() > left.getOrDefault(entry.getKey().key(), 0) && !place.isBegin()) {
                cutOff(entry.getKey(), place);
            }
        }
    }

    private void cutOff(ArchiveSeries series, FilePosition place) throws IOException {
        for (Path file : files.unfinishedNames(series, place.part())) {
            if (Files.exists(file) && Files.size(file) > place.length() && ArchiveTail.trouble(file, place) == null
                    && !files.isListed(series, place.part())) {
                disk.write(file, place.length(), ByteBuffer.allocate(0));
            }
        }
    }
}
