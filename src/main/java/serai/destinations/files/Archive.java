package serai.destinations.files;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.attempt.Attempt;

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
import java.util.Set;

/**
 * The files of one suffix. A file grows by whole batches. When its day is over and nothing was appended for some time, or when
 * the file is large enough, the archive finishes it: zips it if that is set, gives it its name, lists it in the manifest of its
 * day, and never writes to it again. Records that come later for that day begin the day's next part.
 *
 * <p>The journal remembers a {@link FilePosition} for each series in the transaction that ends a page. A file is finished only
 * when the journal certainly remembers all of its content: a part when the journal remembers the next part; the last part of a
 * day when its length equals the remembered length, because text that was written but is not yet remembered makes the file
 * longer. Every step can be repeated after a crash.
 *
 * <p>What the archive truncates, and what it leaves as it is: see {@link ArchiveFolder}. If a file differs from what is
 * remembered, the attempt fails with an {@link ArchiveAlteredException}.
 *
 * <p>Safe for use by several threads that append, each to other series, and by one thread that finishes files.
 */
final class Archive {

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    private final ArchiveFolder folder;
    private final ArchiveFiles files;
    private final GrowingFiles growing;
    private final PartFinisher finisher;
    private final String suffix;
    private final boolean heading;
    private final RollingPolicy rules;
    private final Clock clock;
    /** For each series, the part up to which all files are finished and need no check. */
    private final Map<String, Integer> finishedUpTo = new HashMap<>();
    /** When this process last appended to a series that is not finished. */
    private final Map<String, Instant> appendedAt = new HashMap<>();
    private final Instant opened;
    /** Parts that are to be finished before their time. */
    private Set<ArchivePart> asked = Set.of();
    /** The file that is being finished; nothing is appended to it any more. */
    private @Nullable ArchivePart closing;

    /** @param heading whether the first line of each text is a heading, which is written only at a file's beginning */
    Archive(ArchiveFolder folder, String suffix, boolean heading, RollingPolicy rules, Clock clock) {
        this.folder = folder;
        this.files = folder.files();
        this.growing = new GrowingFiles(folder, rules.atomic());
        this.finisher = new PartFinisher(folder.files(), folder.disk(), rules.gzip(), heading);
        this.suffix = suffix;
        this.heading = heading;
        this.rules = rules;
        this.clock = clock;
        this.opened = clock.instant();
    }

    ArchiveFolder folder() {
        return folder;
    }

    /** An archive with the same settings that remembers nothing, for a process that alone works on the folder. */
    Archive in(ArchiveFolder otherFolder) {
        return new Archive(otherFolder, suffix, heading, rules, clock);
    }

    /**
     * Appends text to a series' file; the text is on the disk when this returns. Text that an earlier attempt of this process
     * has left there is cut off first.
     *
     * @throws ArchiveAlteredException if somebody has changed the folder or the file; then the file was neither written to nor
     *                                 truncated
     * @throws IllegalStateException   before the folder is claimed
     */
    synchronized void append(ArchiveSeries series, byte[] text, Attempt attempt) throws IOException {
        folder.check(attempt.destination());
        int headingEnd = heading ? endOfFirstLine(text) : 0;
        FilePosition place =
                next(series, FilePosition.of(attempt.remembered(series.key())), ByteBuffer.wrap(text, 0, headingEnd));
        if (place.isBegin()) {
            place = free(series, place);
            folder.begin(series, place.part());
        } else {
            folder.open();
        }
        ArchiveTail tail = place.isBegin() ? ArchiveTail.OF_NOTHING : growing.tail(series, place);
        int start = place.isBegin() ? 0 : headingEnd;
        long end = place.length() + text.length - start;
        growing.write(series, place, ByteBuffer.wrap(text, start, text.length - start));
        appendedAt.put(series.key(), clock.instant());
        attempt.remember(series.key(), place.grown(end, tail.with(text, start).crc(), folder.nextStamp()).toRemember());
    }

    /**
     * The position at which the series continues: the remembered one, or the beginning of a later part. A file has one heading,
     * which names its columns; text with another heading begins the next part.
     */
    private FilePosition next(ArchiveSeries series, FilePosition remembered, ByteBuffer headingLine) throws IOException {
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
        Path file = growing.file(series, place.part());
        if (Files.notExists(file)) {
            if (Files.exists(files.day(series)) || !series.isOver(today())) {
                throw ArchiveAlteredException.ofFile(file,
                        "is missing; it had %s bytes and was not finished".formatted(place.length()), folder.path());
            }
            return place.nextPart(); // somebody has taken the whole day's folder away
        }
        if (rules.isLargeEnough(place.length()) || asked.contains(new ArchivePart(series.key(), place.part()))
                || !growing.beginsWith(headingLine, series, place)) {
            growing.tail(series, place);
            growing.cutOff(series, place);
            return place.nextPart();
        }
        return place;
    }

    /** The first part from that position on that does not exist yet, or that an earlier attempt has begun. */
    private FilePosition free(ArchiveSeries series, FilePosition place) throws IOException {
        int begun = folder.begunFrom(series, place.part());
        if (begun == place.part() || begun == 0 && !files.isTaken(series, place.part())) {
            return place;
        }
        if (begun > 0) {
            return place.passingTo(begun);
        }
        int other = Math.max(place.part(), files.highest(series)) + 1;
        LOG.warn("{} exists and is not Serai's; Serai leaves it as it is and begins {}.", files.name(series, place.part()),
                files.name(series, other).getFileName());
        return place.passingTo(other);
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

    /**
     * Removes the text of a failed attempt: truncates the part to its former length, and deletes parts that the attempt has
     * begun.
     */
    synchronized void takeBack(ArchiveSeries series, FilePosition place, String destination) throws IOException {
        folder.check(destination);
        if (!place.isBegin() && place.part() > folder.leftUpTo(series)
                && growing.hasOwnTextBehind(series, place.part(), place.length()) && !files.isFinished(series, place.part())) {
            growing.cutOff(series, place);
        }
        folder.deleteBegun(series, place.isBegin() ? place.part() : place.part() + 1);
    }

    /** Whether the journal remembers everything that this process has written. Text that others have written is ignored. */
    synchronized boolean isAllNoted(Map<String, String> noted) throws IOException {
        return growing.areAllNoted(new RememberedPositions(noted));
    }

    /**
     * Finishes all files that are due. One thread calls this regularly, after the folder is claimed.
     *
     * @param noted what the journal remembers for the destination
     * @throws IOException if a file can't be finished; all others are finished before
     */
    void finish(String destination, Map<String, String> noted) throws IOException {
        folder.check(destination);
        IOException failure = null;
        for (Map.Entry<ArchiveSeries, FilePosition> entry : new RememberedPositions(noted).bySeries().entrySet()) {
            try {
                if (entry.getKey().suffix().equals(suffix)) {
                    finish(entry.getKey(), entry.getValue());
                }
            } catch (IOException e) {
                failure = e; // the other series don't wait for this one
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Finishes these parts at the next opportunity, before they are due; they replace those of an earlier call. Records that come
     * later begin the next part. Without effect on parts that are finished, or that belong to other series.
     */
    synchronized void finishSoon(Set<ArchivePart> parts) {
        asked = Set.copyOf(parts);
    }

    private void finish(ArchiveSeries series, FilePosition noted) throws IOException {
        int before = finishedUpTo.getOrDefault(series.key(), 0);
        for (int part = before + 1; part < noted.part(); part++) {
            if (!noted.hasPassed(part)) {
                finisher.finish(series, part);
            }
            finishedUpTo.put(series.key(), part);
            forget(new ArchivePart(series.key(), part));
        }
        if (before < noted.part() && noted.part() > folder.leftUpTo(series) && close(series, noted)) {
            try {
                finisher.finish(series, noted.part());
                finishedUpTo.put(series.key(), noted.part());
                forget(new ArchivePart(series.key(), noted.part()));
            } finally {
                closed();
            }
        }
    }

    /** Closes the part if it is complete and its day is over; later records of the series then begin the next part. */
    private synchronized boolean close(ArchiveSeries series, FilePosition noted) throws IOException {
        Instant still = appendedAt.getOrDefault(series.key(), opened).plus(rules.finishAfter());
        Path file = growing.file(series, noted.part());
        boolean listed = files.isListed(series, noted.part());
        boolean due = asked.contains(new ArchivePart(series.key(), noted.part()))
                || !still.isAfter(clock.instant()) && series.isOver(today());
        if (!due || Files.exists(file) && !listed && Files.size(file) != noted.length()) {
            return false;
        }
        if (Files.exists(file) && !files.isFinished(series, noted.part())) {
            growing.tail(series, noted);
        }
        appendedAt.remove(series.key());
        closing = new ArchivePart(series.key(), noted.part());
        return true;
    }

    private synchronized void forget(ArchivePart finished) {
        growing.forget(finished);
    }

    private synchronized void closed() {
        closing = null;
    }
}
