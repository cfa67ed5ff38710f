package serai.destinations.files;

import serai.destinations.files.finished.ArchiveManifest;
import serai.destinations.files.finished.FileCorrection;
import serai.destinations.files.finished.FileMending;
import serai.files.OwnersFile;
import serai.formats.lines.LearnerLines;
import serai.formats.lines.LearnerLines.Found;
import serai.model.FailureText;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of an archive that have lines of one learner, and what is left there to be done by hand. For one thread at a time.
 */
final class LearnerFiles {

    private static final String ZIPPED = ".gz";
    /** How many of the things that are left to be done one line lists. */
    private static final int TOLD_MAX = 5;
    private static final String UNFINISHED_ZIP = ZIPPED + ArchiveSeries.GROWING;

    private final Path folder;
    private final LearnerLines lines;
    private final Map<String, Long> bySuffix = new HashMap<>();
    private final Set<String> unclear = new TreeSet<>();
    private final Set<String> left = new LinkedHashSet<>();

    LearnerFiles(Path folder, LearnerLines lines) {
        this.folder = folder;
        this.lines = lines;
    }

    /** What is done with a finished file. */
    private interface Work {
        Found on(Path file) throws IOException;
    }

    /** Removes the lines from all finished files. A file that can't be corrected is noted as left, and the others are corrected. */
    void removeFrom(FileCorrection correction) throws IOException {
        left.clear(); // this time it may succeed
        unclear.clear();
        eachFinished(file -> correction.remove(file, lines));
    }

    /** Counts the lines in all finished files. */
    void countFinished() throws IOException {
        eachFinished(file -> FileCorrection.count(file, lines));
    }

    private void eachFinished(Work work) throws IOException {
        for (Path day : FileMending.days(folder)) {
            for (ArchiveManifest.Item item : listed(day)) {
                Path file = day.resolve(item.name());
                if (Files.exists(file)) { // else somebody has taken it away
                    try {
                        Found found = work.on(file);
                        add(file, found.theirs());
                        noteUnclear(file, found);
                    } catch (IOException e) {
                        leave(FailureText.firstLine(e));
                    }
                }
            }
        }
    }

    private void add(Path file, long theirs) {
        String name = finalName(file);
        bySuffix.merge(name.substring(name.lastIndexOf('.') + 1), theirs, Long::sum);
    }

    /** The name of a file once it is finished, and before it is zipped. */
    private static String finalName(Path file) {
        String name = file.getFileName().toString();
        for (String end : List.of(ArchiveSeries.GROWING, ZIPPED)) {
            name = name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
        }
        return name;
    }

    /** Counts the lines in files that no manifest lists. */
    void countOthers() throws IOException {
        for (Path file : unlisted()) {
            add(file, theirs(file, false));
        }
    }

    /** The files that no manifest lists and that have lines of the learner, by their days and final names. */
    Set<String> others() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : unlisted()) {
            if (theirs(file, false) > 0) {
                names.add("%s/%s".formatted(OwnersFile.folderOf(file).getFileName(), finalName(file)));
            }
        }
        return names;
    }

    /** Notes as left the files that have lines of the learner and that no manifest lists. */
    void tellOthers() throws IOException {
        for (Path file : unlisted()) {
            if (theirs(file, true) > 0) {
                leave("%s has lines of that person and is not finished: the running Serai has not finished it yet, or it is from before "
                        .formatted(file) + "a restore, or not Serai's: correct it by hand");
            }
        }
    }

    private long theirs(Path file, boolean told) throws IOException {
        if (file.toString().endsWith(UNFINISHED_ZIP)) {
            if (told) {
                leave("%s was being zipped when Serai was killed, and may have lines of that person; delete it".formatted(file));
            }
            return 0;
        }
        try {
            Found found = FileCorrection.count(file, lines);
            noteUnclear(file, found);
            return found.theirs();
        } catch (NoSuchFileException e) {
            return 0; // it has another name now, or is taken away
        } catch (IOException e) {
            if (told) {
                leave("%s can't be read (%s); look through it yourself".formatted(file, FailureText.firstLine(e)));
            }
            return 0;
        }
    }

    private void noteUnclear(Path file, Found found) {
        if (found.unknown() > 0) {
            unclear.add(folder.relativize(file).toString());
        }
    }

    private List<ArchiveManifest.Item> listed(Path day) {
        try {
            return ArchiveManifest.read(day).files();
        } catch (IOException e) {
            leave(FailureText.firstLine(e));
            return List.of();
        }
    }

    private List<Path> unlisted() throws IOException {
        List<Path> unlisted = new ArrayList<>();
        for (Path day : FileMending.days(folder)) {
            Set<String> listed = new TreeSet<>(listed(day).stream().map(ArchiveManifest.Item::name).toList());
            try (Stream<Path> files = Files.list(day)) {
                files.filter(file -> !listed.contains(file.getFileName().toString()) && Files.isRegularFile(file)
                        && !finalName(file).equals(ArchiveManifest.NAME)).sorted().forEach(unlisted::add);
            }
        }
        return unlisted;
    }

    /** @param what is to be done by hand, in one line without personal data */
    void leave(String what) {
        left.add(what);
    }

    /** What is left to be done by hand, in one line; empty if nothing is. */
    String left() {
        List<String> all = new ArrayList<>(left);
        if (!unclear.isEmpty()) {
            all.add("%s files, such as %s, have lines in which Serai can't find the learner; check them "
                    .formatted(unclear.size(), unclear.iterator().next()) + "by hand");
        }
        String told = all.stream().limit(TOLD_MAX).collect(Collectors.joining("; "));
        return all.size() <= TOLD_MAX ? told : "%s; and %s more".formatted(told, all.size() - TOLD_MAX);
    }

    /** How many records the lines are of: one that has a line in several formats counts once. */
    long records() {
        return bySuffix.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
