package serai.destinations.files;

import serai.destinations.files.finished.ArchiveDisk;
import serai.destinations.files.finished.ArchiveManifest;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The paths and names of the series' files, and the content of the manifests. Safe for use by several threads. */
final class ArchiveFiles {

    private static final String ZIPPED = ".gz";
    private static final int MANIFESTS_KEPT = 16;

    private final Path folder;
    private final ArchiveDisk disk;
    /** Manifests as they were last read or written, by day. */
    private final Map<String, ArchiveManifest> manifests = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArchiveManifest> eldest) {
            return size() > MANIFESTS_KEPT;
        }
    };

    ArchiveFiles(Path folder, ArchiveDisk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    Path day(ArchiveSeries series) {
        return folder.resolve(series.day());
    }

    /** A part's final name, which the file has at the latest when it is finished. */
    Path name(ArchiveSeries series, int part) {
        return day(series).resolve(series.name(part));
    }

    /** The name under which a part may grow. */
    Path growingName(ArchiveSeries series, int part) {
        return day(series).resolve(series.name(part) + ArchiveSeries.GROWING);
    }

    /** Both names that a part may have until it is finished. */
    List<Path> unfinishedNames(ArchiveSeries series, int part) {
        return List.of(name(series, part), growingName(series, part));
    }

    /** Deletes a part that is not finished; it is gone when this returns. */
    void delete(ArchiveSeries series, int part) throws IOException {
        for (Path file : unfinishedNames(series, part)) {
            if (Files.exists(file)) {
                disk.delete(file);
            }
        }
    }

    Path zipped(ArchiveSeries series, int part) {
        return day(series).resolve(series.name(part) + ZIPPED);
    }

    /**
     * The file in which a part grows. A file keeps the name under which it was begun, even if the setting has changed
     * meanwhile.
     */
    Path growing(ArchiveSeries series, int part, boolean atomic) {
        Path growing = growingName(series, part);
        return atomic && Files.notExists(name(series, part)) || Files.exists(growing) ? growing : name(series, part);
    }

    /** Whether a file with one of the part's names exists, or was finished. */
    boolean isTaken(ArchiveSeries series, int part) throws IOException {
        Path zipped = zipped(series, part);
        return Files.exists(name(series, part)) || Files.exists(growingName(series, part)) || isFinished(series, part)
                || Files.exists(zipped.resolveSibling(zipped.getFileName() + ArchiveSeries.GROWING));
    }

    boolean isFinished(ArchiveSeries series, int part) throws IOException {
        return Files.exists(zipped(series, part)) || isListed(series, part);
    }

    boolean isListed(ArchiveSeries series, int part) throws IOException {
        return isListed(name(series, part)) || isListed(zipped(series, part));
    }

    boolean isListed(Path file) throws IOException {
        return manifest(OwnersFile.folderOf(file).getFileName().toString()).lists(file.getFileName().toString());
    }

    /** The highest part of which a file exists or was finished; 0 if there is none. */
    int highest(ArchiveSeries series) throws IOException {
        Pattern ofSeries =
                Pattern.compile(Pattern.quote(series.title()) + "(?:\\.(\\d{1,9}))?" + Pattern.quote("." + series.suffix())
                        + "(?:\\.gz)?(?:\\.growing)?");
        List<String> listed = manifest(series.day()).names();
        if (Files.notExists(day(series))) {
            return highest(listed.stream(), ofSeries);
        }
        try (Stream<Path> files = Files.list(day(series))) {
            return highest(Stream.concat(listed.stream(), files.map(file -> file.getFileName().toString())), ofSeries);
        }
    }

    private static int highest(Stream<String> names, Pattern ofSeries) {
        return names.map(ofSeries::matcher).filter(Matcher::matches)
                .mapToInt(name -> name.group(1) == null ? 1 : Integer.parseInt(name.group(1))).max().orElse(0);
    }

    synchronized void keep(Path day, ArchiveManifest.Item item) throws IOException {
        manifests.remove(day.getFileName().toString()); // if writing fails, the new one may be on the disk all the same
        manifests.put(day.getFileName().toString(), ArchiveManifest.change(day, disk, manifest -> manifest.with(item)));
    }

    private synchronized ArchiveManifest manifest(String day) throws IOException {
        ArchiveManifest manifest = manifests.get(day);
        if (manifest == null) {
            manifest = ArchiveManifest.read(folder.resolve(day));
            manifests.put(day, manifest);
        }
        return manifest;
    }
}
