package serai.destinations;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.Attempt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of one suffix. A file grows by whole batches; once its day is over and it stands still, or it is large enough, it
 * is finished: zipped where that is wanted, given its name, listed in the manifest of its day, and never written to again.
 * What comes later for that day begins the day's next part.
 *
 * <p>The journal remembers an {@link ArchivePlace} for each series in the transaction that ends a page. A file is finished only
 * when the journal certainly remembers all that is in it: a part when the next one is remembered, the last part of a day when
 * its length is the one remembered, since whatever was written and is not yet noted makes it longer. Every step can be done
 * again after a crash.
 *
 * <p>Safe for use by several threads: those that append, each to other series, and one that finishes.
 */
final class Archive {

    /** What the name of a file ends with that is not finished. */
    static final String GROWING = ".growing";

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final String ZIPPED = ".gz";
    private static final int MANIFESTS_KEPT = 16;

    private final Path folder;
    private final String suffix;
    private final boolean heading;
    private final ArchiveRules rules;
    private final Clock clock;
    private final ArchiveDisk disk;
    /** Manifests as they were last read or written, by day. */
    private final Map<String, ArchiveManifest> manifests = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArchiveManifest> eldest) {
            return size() > MANIFESTS_KEPT;
        }
    };
    /** Series of which everything up to that part is finished: there is nothing to look for. */
    private final Map<String, Integer> finishedUpTo = new HashMap<>();
    /** When a series was last appended to, by this process, until it is finished. */
    private final Map<String, Instant> appendedAt = new HashMap<>();
    private final Instant opened;
    /** The file that is being finished; nothing more is appended to it. */
    private Path closing;
    private volatile boolean recovered;

    /** @param heading whether the first line of what is appended is written only where a file begins */
    Archive(Path folder, String suffix, boolean heading, ArchiveRules rules, Clock clock, ArchiveDisk disk) {
        this.folder = folder;
        this.suffix = suffix;
        this.heading = heading;
        this.rules = rules;
        this.clock = clock;
        this.disk = disk;
        this.opened = clock.instant();
    }

    /**
     * Appends text to a series' file; it is on the disk when this returns. What an unfinished attempt has written is cut off.
     *
     * @throws IllegalStateException before {@link #recover}
     */
    synchronized void append(ArchiveSeries series, byte[] text, Attempt attempt) throws IOException {
        if (!recovered) {
            throw new IllegalStateException("nothing is appended before what the last process has left is cut off");
        }
        ArchivePlace place = ArchivePlace.of(attempt.remembered(series.key()));
        while (isFinished(series, place)) {
            place = place.nextPart();
        }
        if (rules.isLargeEnough(place.length())) {
            disk.write(growing(series, place.part()), place.length(), ByteBuffer.allocate(0));
            place = place.nextPart();
        }
        Path file = growing(series, place.part());
        long end = trueEnd(file, place.length());
        int start = end > 0 && heading ? endOfFirstLine(text) : 0;
        disk.write(file, end, ByteBuffer.wrap(text, start, text.length - start));
        appendedAt.put(series.key(), clock.instant());
        attempt.remember(series.key(), place.withLength(end + text.length - start).toRemember());
    }

    /** Cuts off what an attempt has written that has failed: the part is as long as before, and there is none behind it. */
    synchronized void takeBack(ArchiveSeries series, ArchivePlace place) throws IOException {
        for (Path file : names(series, place.part())) {
            if (Files.exists(file) && Files.size(file) > place.length() && !isListed(series, place.part())) {
                disk.write(file, place.length(), ByteBuffer.allocate(0));
            }
        }
        for (Path file : names(series, place.part() + 1)) {
            if (Files.exists(file) && !isListed(series, place.part() + 1)) {
                disk.delete(file);
            }
        }
    }

    /**
     * Cuts off what the process before this one has written and was not noted. Called before anything is appended; what it
     * has done once it does not do again.
     *
     * @param noted what the journal remembers of the destination
     */
    synchronized void recover(Map<String, String> noted) throws IOException {
        if (recovered) {
            return;
        }
        for (Map.Entry<String, String> entry : noted.entrySet()) {
            ArchiveSeries series = ArchiveSeries.ofKey(entry.getKey(), noted, suffix);
            if (series != null) {
                takeBack(series, ArchivePlace.of(entry.getValue()));
            }
        }
        recovered = true;
    }

    boolean isRecovered() {
        return recovered;
    }

    private boolean isFinished(ArchiveSeries series, ArchivePlace place) throws IOException {
        Path file = growing(series, place.part());
        return file.equals(closing) || place.length() > 0 && Files.notExists(file)
                || Files.exists(zipped(series, place.part())) || isListed(series, place.part());
    }

    private static long trueEnd(Path file, long remembered) throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size < remembered) {
            LOG.warn("{} is shorter ({} bytes) than what was written to it ({}): somebody has changed it. "
                    + "What comes now is appended.", file, size, remembered);
            return size;
        }
        return remembered;
    }

    /** A file that was begun under another name than its own goes on so where the setting has changed meanwhile. */
    private Path growing(ArchiveSeries series, int part) {
        Path growing = names(series, part).get(1);
        return rules.atomic() || Files.exists(growing) ? growing : names(series, part).get(0);
    }

    /** A part's own name, and the one under which it may grow. */
    private List<Path> names(ArchiveSeries series, int part) {
        Path name = folder.resolve(series.day()).resolve(series.name(part));
        return List.of(name, name.resolveSibling(name.getFileName() + GROWING));
    }

    private Path zipped(ArchiveSeries series, int part) {
        return folder.resolve(series.day()).resolve(series.name(part) + ZIPPED);
    }

    private static int endOfFirstLine(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                return i + 1;
            }
        }
        return text.length;
    }

    /**
     * Finishes what is to be finished. It is called again and again, by one thread.
     *
     * @param noted what the journal remembers of the destination
     * @throws IOException if a file can't be finished; the others are
     */
    void finish(Map<String, String> noted) throws IOException {
        recover(noted);
        IOException failure = null;
        for (Map.Entry<String, String> entry : noted.entrySet()) {
            ArchiveSeries series = ArchiveSeries.ofKey(entry.getKey(), noted, suffix);
            try {
                if (series != null) {
                    finish(series, ArchivePlace.of(entry.getValue()));
                }
            } catch (IOException e) {
                failure = e; // the other series don't wait for this one
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void finish(ArchiveSeries series, ArchivePlace noted) throws IOException {
        int before = finishedUpTo.getOrDefault(series.key(), 0);
        for (int part = before + 1; part < noted.part(); part++) {
            finish(series, part);
            finishedUpTo.put(series.key(), part);
        }
        if (before < noted.part() && close(series, noted)) {
            try {
                finish(series, noted.part());
                finishedUpTo.put(series.key(), noted.part());
            } finally {
                closed();
            }
        }
    }

    /** From now on what comes for the series begins its next part, if this part is whole and its day is over. */
    private synchronized boolean close(ArchiveSeries series, ArchivePlace noted) throws IOException {
        Instant now = clock.instant();
        Instant still = appendedAt.getOrDefault(series.key(), opened).plus(rules.finishAfter());
        Path file = growing(series, noted.part());
        if (still.isAfter(now) || !series.isOver(LocalDate.ofInstant(now, ZoneOffset.UTC))
                || Files.exists(file) && Files.size(file) != noted.length()) {
            return false;
        }
        appendedAt.remove(series.key());
        closing = file;
        return true;
    }

    private synchronized void closed() {
        closing = null;
    }

    private void finish(ArchiveSeries series, int part) throws IOException {
        Path name = names(series, part).get(0);
        Path zipped = zipped(series, part);
        Path growing = Files.exists(names(series, part).get(1)) ? names(series, part).get(1) : name; // as it was begun
        if (isListed(name)) {
            return;
        }
        if (!isListed(zipped) && (rules.gzip() || Files.exists(zipped))) {
            if (Files.exists(growing)) {
                Path unfinished = zipped.resolveSibling(zipped.getFileName() + GROWING);
                FinishedFile.zip(growing, unfinished);
                disk.force(unfinished);
                disk.rename(unfinished, zipped);
            }
            list(zipped);
        }
        if (isListed(zipped)) {
            if (Files.exists(growing)) {
                disk.delete(growing);
            }
            return;
        }
        if (!growing.equals(name) && Files.exists(growing)) {
            disk.rename(growing, name);
        }
        list(name);
    }

    private boolean isListed(ArchiveSeries series, int part) throws IOException {
        return isListed(names(series, part).get(0)) || isListed(zipped(series, part));
    }

    private boolean isListed(Path file) throws IOException {
        return manifest(file.getParent().getFileName().toString()).lists(file.getFileName().toString());
    }

    /** Somebody may have taken a file away after it got its name and before it was listed. */
    private void list(Path file) throws IOException {
        if (Files.exists(file)) {
            keep(file.getParent(), FinishedFile.item(file, heading));
        }
    }

    private synchronized void keep(Path day, ArchiveManifest.Item item) throws IOException {
        // Read again: the files of other suffixes are in it too.
        ArchiveManifest manifest = ArchiveManifest.read(day).with(item);
        manifest.write(day, disk);
        manifests.put(day.getFileName().toString(), manifest);
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
