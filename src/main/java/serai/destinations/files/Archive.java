package serai.destinations.files;

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
import java.util.Map;

/**
 * The files of one suffix. A file grows by whole batches; once its day is over and it stands still, or it is large enough, it
 * is finished: zipped where that is wanted, given its name, listed in the manifest of its day, and never written to again.
 * What comes later for that day begins the day's next part.
 *
 * <p>The journal remembers an {@link FilePosition} for each series in the transaction that ends a page. A file is finished only
 * when the journal certainly remembers all that is in it: a part when the next one is remembered, the last part of a day when
 * its length is the one remembered, since whatever was written and is not yet noted makes it longer. Every step can be done
 * again after a crash.
 *
 * <p>What the archive has not written, or can't be sure of, it neither cuts off nor deletes nor writes to: see
 * {@link ArchiveFolder}. A file that is not as it is remembered ends the attempt with an {@link ArchiveAlteredException}.
 *
 * <p>Safe for use by several threads: those that append, each to other series, and one that finishes.
 */
final class Archive {


    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    private final ArchiveFolder folder;
    private final ArchiveFiles files;
    private final ArchiveDisk disk;
    private final String suffix;
    private final boolean heading;
    private final RollingPolicy rules;
    private final Clock clock;
    /** Series of which everything up to that part is finished: there is nothing to look for. */
    private final Map<String, Integer> finishedUpTo = new HashMap<>();
    /** When a series was last appended to, by this process, until it is finished. */
    private final Map<String, Instant> appendedAt = new HashMap<>();
    /** How long this process has made a file, until it is finished: what stands up to there is ours. */
    private final Map<ArchivePart, Long> ends = new HashMap<>();
    private final Instant opened;
    /** The file that is being finished; nothing more is appended to it. */
    private ArchivePart closing;

    /** @param heading whether the first line of what is appended is written only where a file begins */
    Archive(ArchiveFolder folder, String suffix, boolean heading, RollingPolicy rules, Clock clock) {
        this.folder = folder;
        this.files = folder.files();
        this.disk = folder.disk();
        this.suffix = suffix;
        this.heading = heading;
        this.rules = rules;
        this.clock = clock;
        this.opened = clock.instant();
    }

    ArchiveFolder folder() {
        return folder;
    }

    /**
     * Appends text to a series' file; it is on the disk when this returns. What an attempt of this process has left there is cut
     * off.
     *
     * @throws ArchiveAlteredException if the folder or the file is not as it was left; nothing was changed
     * @throws IllegalStateException   before the folder is claimed
     */
    synchronized void append(ArchiveSeries series, byte[] text, Attempt attempt) throws IOException {
        folder.check(attempt.destination());
        FilePosition place = next(series, FilePosition.of(attempt.remembered(series.key())));
        if (place.isBegin()) {
            place = free(series, place);
            folder.begin(series, place.part());
        } else {
            folder.open();
        }
        Path file = growing(series, place.part());
        ArchiveTail tail = place.isBegin() ? ArchiveTail.OF_NOTHING : tail(series, place, file);
        int start = !place.isBegin() && heading ? endOfFirstLine(text) : 0;
        long end = place.length() + text.length - start;
        write(series, place, file, ByteBuffer.wrap(text, start, text.length - start));
        appendedAt.put(series.key(), clock.instant());
        attempt.remember(series.key(), place.grown(end, tail.with(text, start).crc(), folder.nextStamp()).toRemember());
    }

    /** Where the series goes on: where it has come to, or in a later part. */
    private FilePosition next(ArchiveSeries series, FilePosition remembered) throws IOException {
        FilePosition place = remembered;
        if (place.part() <= folder.leftUpTo(series)) {
            place = place.passingTo(folder.leftUpTo(series) + 1);
        }
        while (new ArchivePart(series.key(), place.part()).equals(closing) || files.isFinished(series, place.part())) {
            place = place.isBegin() ? place.passingTo(place.part() + 1) : place.nextPart();
        }
        if (place.isBegin()) {
            return place;
        }
        Path file = growing(series, place.part());
        if (Files.notExists(file)) {
            if (Files.exists(files.day(series)) || !series.isOver(today())) {
                throw altered(file, "is gone, which had %s bytes and was not finished".formatted(place.length()));
            }
            return place.nextPart(); // the whole day was taken away
        }
        if (rules.isLargeEnough(place.length())) {
            tail(series, place, file);
            write(series, place, file, ByteBuffer.allocate(0));
            return place.nextPart();
        }
        return place;
    }

    /** The first part from there on that is free, or that an attempt before has begun. */
    private FilePosition free(ArchiveSeries series, FilePosition place) throws IOException {
        int begun = folder.begunFrom(series, place.part());
        if (begun == place.part() || begun == 0 && !files.isTaken(series, place.part())) {
            return place;
        }
        if (begun > 0) {
            return place.passingTo(begun);
        }
        int other = Math.max(place.part(), files.highest(series)) + 1;
        LOG.warn("{} is there and is not ours: it is left as it is, and {} is begun.", files.name(series, place.part()),
                files.name(series, other).getFileName());
        return place.passingTo(other);
    }

    /** @throws ArchiveAlteredException if the file is not as it was left */
    private ArchiveTail tail(ArchiveSeries series, FilePosition place, Path file) throws IOException {
        long size = Files.size(file);
        if (size > Math.max(place.length(), ends.getOrDefault(new ArchivePart(series.key(), place.part()), 0L))) {
            throw altered(file, "has %s bytes and had %s: somebody else has written to it".formatted(size, place.length()));
        }
        if (size < place.length()) {
            throw altered(file, ArchiveTail.trouble(file, place));
        }
        ArchiveTail tail = ArchiveTail.read(file, place.length());
        String trouble = tail.trouble(place);
        if (trouble != null) {
            throw altered(file, trouble);
        }
        return tail;
    }

    private ArchiveAlteredException altered(Path file, String what) {
        return new ArchiveAlteredException(file, what, "Put the file back as it was", folder.path());
    }

    private Path growing(ArchiveSeries series, int part) {
        return files.growing(series, part, rules.atomic());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static int endOfFirstLine(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                return i + 1;
            }
        }
        return text.length;
    }

    /** Cuts off what an attempt has written that has failed: the part is as long as before, and there is none behind it. */
    synchronized void takeBack(ArchiveSeries series, FilePosition place, String destination) throws IOException {
        folder.check(destination);
        Path file = growing(series, place.part());
        long end = ends.getOrDefault(new ArchivePart(series.key(), place.part()), 0L);
        if (!place.isBegin() && place.part() > folder.leftUpTo(series) && Files.exists(file) && Files.size(file) > place.length()
                && Files.size(file) <= end && !files.isFinished(series, place.part())) {
            write(series, place, file, ByteBuffer.allocate(0));
        }
        folder.deleteBegun(series, place.isBegin() ? place.part() : place.part() + 1);
    }

    /** Writes behind the place's length, or cuts off there where there is nothing to write; what has come of it is ours. */
    private void write(ArchiveSeries series, FilePosition place, Path file, ByteBuffer bytes) throws IOException {
        try {
            disk.write(file, place.length(), bytes);
        } finally {
            if (Files.exists(file)) {
                ends.put(new ArchivePart(series.key(), place.part()), Files.size(file));
            }
        }
    }

    /** Whether this process has left nothing in its files but what is noted; what others have is no matter of this. */
    synchronized boolean isAllNoted(Map<String, String> noted) throws IOException {
        for (Map.Entry<ArchivePart, Long> entry : ends.entrySet()) {
            int part = entry.getKey().number();
            ArchiveSeries series = ArchiveSeries.ofKey(entry.getKey().series(), noted);
            FilePosition place = FilePosition.of(noted.get(entry.getKey().series()));
            if (series == null || place.part() > part) {
                continue;
            }
            long from = place.part() == part ? place.length() : 0;
            Path file = growing(series, part);
            if (Files.exists(file) && Files.size(file) > from && Files.size(file) <= entry.getValue()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Finishes what is to be finished. It is called again and again, by one thread, once the folder is claimed.
     *
     * @param noted what the journal remembers of the destination
     * @throws IOException if a file can't be finished; the others are
     */
    void finish(String destination, Map<String, String> noted) throws IOException {
        folder.check(destination);
        IOException failure = null;
        for (Map.Entry<String, String> entry : noted.entrySet()) {
            ArchiveSeries series = ArchiveSeries.ofKey(entry.getKey(), noted);
            try {
                if (series != null && series.suffix().equals(suffix)) {
                    finish(series, FilePosition.of(entry.getValue()));
                }
            } catch (IOException e) {
                failure = e; // the other series don't wait for this one
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void finish(ArchiveSeries series, FilePosition noted) throws IOException {
        int before = finishedUpTo.getOrDefault(series.key(), 0);
        for (int part = before + 1; part < noted.part(); part++) {
            if (!noted.hasPassed(part)) {
                finish(series, part);
            }
            finishedUpTo.put(series.key(), part);
            forget(new ArchivePart(series.key(), part));
        }
        if (before < noted.part() && noted.part() > folder.leftUpTo(series) && close(series, noted)) {
            try {
                finish(series, noted.part());
                finishedUpTo.put(series.key(), noted.part());
                forget(new ArchivePart(series.key(), noted.part()));
            } finally {
                closed();
            }
        }
    }

    /** From now on what comes for the series begins its next part, if this part is whole and its day is over. */
    private synchronized boolean close(ArchiveSeries series, FilePosition noted) throws IOException {
        Instant still = appendedAt.getOrDefault(series.key(), opened).plus(rules.finishAfter());
        Path file = growing(series, noted.part());
        if (still.isAfter(clock.instant()) || !series.isOver(today()) || Files.exists(file) && Files.size(file) != noted.length()) {
            return false;
        }
        if (Files.exists(file) && !files.isFinished(series, noted.part())) {
            tail(series, noted, file);
        }
        appendedAt.remove(series.key());
        closing = new ArchivePart(series.key(), noted.part());
        return true;
    }

    private synchronized void forget(ArchivePart finished) {
        ends.remove(finished);
    }

    private synchronized void closed() {
        closing = null;
    }

    private void finish(ArchiveSeries series, int part) throws IOException {
        Path name = files.name(series, part);
        Path zipped = files.zipped(series, part);
        Path growing = Files.exists(files.growingName(series, part)) ? files.growingName(series, part) : name; // as it was begun
        if (files.isListed(name)) {
            return;
        }
        if (!files.isListed(zipped) && (rules.gzip() || Files.exists(zipped))) {
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
            return; // as a process that was killed has left it
        }
        Path unfinished = zipped.resolveSibling(zipped.getFileName() + ArchiveSeries.GROWING);
        FinishedFile.zip(growing, unfinished, folder.disk().groupReads());
        disk.force(unfinished);
        disk.rename(unfinished, zipped);
    }

    private static void requireFree(Path name) throws IOException {
        if (Files.exists(name)) {
            throw new IOException("%s is there and is not ours: take it away, so that the file of that name can be finished"
                    .formatted(name));
        }
    }

    /** Somebody may have taken a file away after it got its name and before it was listed. */
    private void list(Path file) throws IOException {
        if (Files.exists(file)) {
            files.keep(file.getParent(), FinishedFile.item(file, heading));
        }
    }
}
