package serai.destinations.files;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.files.OwnersFolder;
import serai.files.Trust;
import serai.journal.JournalReport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * An archive's folder: who owns it, and what in it the archive may delete or truncate. It may delete files that, by its own
 * {@link ArchiveMark}, it has begun and the journal does not remember yet. It may truncate a file to its remembered length
 * after a process has ended without a clean stop. It leaves everything else as it is.
 *
 * <p>Safe for use by several threads.
 */
final class ArchiveFolder {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveFolder.class);

    private final Path path;
    private final ArchiveDisk disk;
    private final ArchiveFiles files;
    /** The mark as last read or written; null until the folder is claimed. */
    private ArchiveMark mark;
    /** The mark that was last to be written, even if the write has failed. */
    private ArchiveMark attempted;
    /** Key, size and time of the mark's file. A change shows that somebody has replaced the mark or the folder. */
    private Object markFile;
    private long stamp;

    ArchiveFolder(Path path, ArchiveDisk disk) {
        this.path = path;
        this.disk = disk;
        this.files = new ArchiveFiles(path, disk);
    }

    ArchiveDisk disk() {
        return disk;
    }

    ArchiveFiles files() {
        return files;
    }

    Path path() {
        return path;
    }

    /** The folder's owner; null until the folder is claimed. */
    synchronized ArchiveOwner owner() {
        return mark == null ? null : mark.owner();
    }

    /** Whether {@link #claim} has nothing to do for that destination. */
    synchronized boolean isClaimedBy(String destination) throws IOException {
        return mark != null && mark.destination().equals(destination) && isAsWritten();
    }

    /**
     * Makes sure that the folder belongs to the owner, and writes that into its mark. Removes text that the process before this
     * one has written and that the journal does not remember. A second call by the same owner changes nothing, unless an
     * operator has written {@link ArchiveAlteredException#GO_ON} into the mark meanwhile.
     *
     * @param noted what the journal remembers for the destination
     * @throws ArchiveAlteredException if the folder has another owner, or is not as the journal remembers it
     */
    synchronized void claim(ArchiveOwner owner, Map<String, String> noted) throws IOException {
        if (mark != null) {
            if (mark.owner().equals(owner) && isAsWritten()) {
                return;
            }
            if (mark.owner().equals(owner) && Files.exists(path.resolve(ArchiveOwner.MARK))
                    && ArchiveMark.isGoOn(ArchiveMark.text(path))) {
                goOnBeside(owner, noted);
                return;
            }
            check(owner.destination());
            return;
        }
        secure();
        if (Files.notExists(path.resolve(ArchiveOwner.MARK))) {
            claimUnmarked(owner, noted);
            return;
        }
        String text = ArchiveMark.text(path);
        if (ArchiveMark.isGoOn(text)) {
            goOnBeside(owner, noted);
            return;
        }
        ArchiveMark found = ArchiveMark.of(text, path);
        if (!found.owner().equals(owner)) {
            throw anothers(found, owner.destination());
        }
        boolean restored = !Objects.equals(found.restored(), noted.get(JournalReport.RESTORED));
        if (restored || stampOf(noted) < found.stamp()) {
            if (!restored) {
                LOG.warn("The journal remembers less of {} than its files hold: it is an older copy. Nothing there is cut off; "
                        + "what comes goes on in new parts, and what was delivered since the copy stands there twice.", path);
            }
            goOnBeside(owner, noted);
            return;
        }
        Map<String, Integer> left = stillLeft(found.left(), noted);
        cutOff(found, left, noted);
        write(newMark(owner, noted, Math.max(found.stamp(), stampOf(noted)), left));
    }

    private void secure() throws IOException {
        if (Files.isDirectory(path)) {
            new OwnersFolder(path, "the archive's folder", disk.groupReads() ? Trust.GROUP : Trust.OWNER).secureDeep();
        }
    }

    /**
     * Claims a folder without a mark: it is empty, or was begun before there were marks. In the second case the files that the
     * journal remembers must be there.
     */
    private void claimUnmarked(ArchiveOwner owner, Map<String, String> noted) throws IOException {
        if (stampOf(noted) > 0) {
            throw new ArchiveAlteredException(path, "is not the folder that the destination %s has written to: its %s is gone"
                    .formatted(owner.destination(), ArchiveOwner.MARK), "Mount what is mounted there, or put that file back", path);
        }
        boolean anyDay = false;
        boolean anyRemembered = false;
        for (Map.Entry<String, String> entry : noted.entrySet()) {
            ArchiveSeries series = ArchiveSeries.ofKey(entry.getKey(), noted);
            if (series == null || FilePosition.of(entry.getValue()).isBegin()) {
                continue;
            }
            FilePosition place = FilePosition.of(entry.getValue());
            anyRemembered = true;
            anyDay |= Files.isDirectory(files.day(series));
            for (Path file : List.of(files.name(series, place.part()), files.growingName(series, place.part()))) {
                String trouble =
                        Files.exists(file) && !files.isFinished(series, place.part()) ? ArchiveTail.trouble(file, place) : null;
                if (trouble != null) {
                    throw new ArchiveAlteredException(file, trouble, "Put the file back as it was", path);
                }
            }
        }
        if (anyRemembered && !anyDay) {
            throw new ArchiveAlteredException(path, "has none of the files that the destination %s has written"
                    .formatted(owner.destination()), "Mount what is mounted there, or put the files back", path);
        }
        goOnBeside(owner, noted);
    }

    /** Claims the folder, and marks all series whose files differ from what is remembered: those files are never touched again. */
    private void goOnBeside(ArchiveOwner owner, Map<String, String> noted) throws IOException {
        Map<String, Integer> left = new HashMap<>();
        for (Map.Entry<String, String> entry : noted.entrySet()) {
            ArchiveSeries series = ArchiveSeries.ofKey(entry.getKey(), noted);
            if (series != null) {
                FilePosition place = FilePosition.of(entry.getValue());
                int highest = files.highest(series);
                if (highest > place.part() || !isAsRemembered(series, place)) {
                    left.put(series.key(), Math.max(highest, place.part()));
                }
            }
        }
        if (!left.isEmpty()) {
            LOG.warn("{} series of files in {} do not stand as they are remembered, such as {}. They are left as they are and not "
                    + "listed; what comes goes on in new parts.", left.size(), path, left.keySet().iterator().next());
        }
        write(newMark(owner, noted, stampOf(noted), left));
    }

    private boolean isAsRemembered(ArchiveSeries series, FilePosition place) throws IOException {
        if (files.isListed(series, place.part())) {
            return true;
        }
        Path file = files.growing(series, place.part(), false);
        return Files.exists(file) ? Files.size(file) == place.length() && ArchiveTail.trouble(file, place) == null
                : place.isBegin() || files.isFinished(series, place.part());
    }

    private ArchiveMark newMark(ArchiveOwner owner, Map<String, String> noted, long seen, Map<String, Integer> left) {
        stamp = Math.max(stamp, Math.max(seen, mark == null ? 0 : mark.stamp()));
        return new ArchiveMark(owner.journal(), owner.destination(), UUID.randomUUID().toString(),
                noted.get(JournalReport.RESTORED), seen,
                false, List.of(), left);
    }

    private static Map<String, Integer> stillLeft(Map<String, Integer> left, Map<String, String> noted) {
        Map<String, Integer> still = new HashMap<>(left);
        still.entrySet().removeIf(entry -> FilePosition.of(noted.get(entry.getKey())).part() > entry.getValue());
        return still;
    }

    private void cutOff(ArchiveMark found, Map<String, Integer> left, Map<String, String> noted) throws IOException {
        for (ArchivePart part : found.begun()) {
            ArchiveSeries series = ArchiveSeries.ofKey(part.series(), noted);
            if (series != null && !isNoted(part, noted)) {
                delete(series, part.number());
            }
        }
        if (found.clean()) {
            return; // after a clean stop, text behind a remembered length is not Serai's
        }
        for (Map.Entry<String, String> entry : noted.entrySet()) {
            ArchiveSeries series = ArchiveSeries.ofKey(entry.getKey(), noted);
            if (series != null) {
                FilePosition place = FilePosition.of(entry.getValue());
                if (place.part() > left.getOrDefault(series.key(), 0) && !place.isBegin()) {
                    cutOff(series, place);
                }
            }
        }
    }

    private void cutOff(ArchiveSeries series, FilePosition place) throws IOException {
        for (Path file : List.of(files.name(series, place.part()), files.growingName(series, place.part()))) {
            if (Files.exists(file) && Files.size(file) > place.length() && ArchiveTail.trouble(file, place) == null
                    && !files.isListed(series, place.part())) {
                disk.write(file, place.length(), ByteBuffer.allocate(0));
            }
        }
    }

    private void delete(ArchiveSeries series, int part) throws IOException {
        for (Path file : List.of(files.name(series, part), files.growingName(series, part))) {
            if (Files.exists(file)) {
                disk.delete(file);
            }
        }
    }

    private static boolean isNoted(ArchivePart part, Map<String, String> noted) {
        FilePosition place = FilePosition.of(noted.get(part.series()));
        return place.part() > part.number() || place.part() == part.number() && !place.isBegin();
    }

    /**
     * Checks that the folder is still the one that was claimed for that destination.
     *
     * @throws ArchiveAlteredException if it is not
     * @throws IllegalStateException   before {@link #claim}
     */
    synchronized void check(String destination) throws IOException {
        if (mark == null) {
            throw new IllegalStateException("nothing is appended before what the last process has left is cut off");
        }
        if (!mark.destination().equals(destination)) {
            throw anothers(mark, destination);
        }
        if (isAsWritten()) {
            return;
        }
        ArchiveMark found;
        try {
            found = ArchiveMark.of(ArchiveMark.text(path), path);
        } catch (NoSuchFileException e) {
            throw new ArchiveAlteredException(path, "is no longer the folder that was written to: its %s is gone"
                    .formatted(ArchiveOwner.MARK), "Mount what is mounted there, or put that file back", path);
        }
        if (!found.owner().equals(mark.owner())) {
            throw anothers(found, destination);
        }
        if (found.equals(attempted)) {
            mark = found; // the write failed only after the mark was on the disk
        }
        if (!found.equals(mark)) {
            throw new ArchiveAlteredException(path,
                    "is written to by another process, or is another folder than before: its %s has changed"
                            .formatted(ArchiveOwner.MARK),
                    "Let one Serai write there, and start it anew", path);
        }
        markFile = markFile();
    }

    private boolean isAsWritten() throws IOException {
        try {
            return markFile.equals(markFile());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private Object markFile() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path.resolve(ArchiveOwner.MARK), BasicFileAttributes.class);
        return List.of(String.valueOf(attributes.fileKey()), attributes.size(), attributes.lastModifiedTime());
    }

    private ArchiveAlteredException anothers(ArchiveMark found, String destination) {
        return new ArchiveAlteredException(path, found.destination().equals(destination)
                ? "is the archive of another journal (%s)".formatted(found.journal())
                : "is the archive of the destination %s, not of %s".formatted(found.destination(), destination),
                "Give this destination a folder of its own", path);
    }

    private void write(ArchiveMark other) throws IOException {
        attempted = other;
        other.write(path, disk);
        mark = other;
        markFile = markFile();
    }

    /** Clears the note that the journal remembers everything in the files; the change is on the disk when this returns. */
    synchronized void open() throws IOException {
        if (mark.clean()) {
            write(mark.with(mark.stamp(), false, mark.begun(), mark.left()));
        }
    }

    /** Notes, before a file exists, that Serai begins it; the note is on the disk when this returns. */
    synchronized void begin(ArchiveSeries series, int part) throws IOException {
        if (!isBegun(series, part)) {
            List<ArchivePart> begun = new ArrayList<>(mark.begun());
            begun.add(new ArchivePart(series.key(), part));
            write(mark.with(mark.stamp(), false, begun, mark.left()));
        }
    }

    /**
     * The first part from that number on that this process has begun and that the journal was not yet seen to remember; 0 if
     * there is none.
     */
    synchronized int begunFrom(ArchiveSeries series, int part) {
        return mark.begun().stream().filter(begun -> begun.series().equals(series.key()) && begun.number() >= part)
                .mapToInt(ArchivePart::number).min().orElse(0);
    }

    private boolean isBegun(ArchiveSeries series, int part) {
        return mark.begun().contains(new ArchivePart(series.key(), part));
    }

    /** Deletes the series' files from that part on that were begun and that the journal was not yet seen to remember. */
    synchronized void deleteBegun(ArchiveSeries series, int from) throws IOException {
        List<ArchivePart> kept = new ArrayList<>();
        for (ArchivePart part : mark.begun()) {
            if (part.series().equals(series.key()) && part.number() >= from) {
                delete(series, part.number());
            } else {
                kept.add(part);
            }
        }
        if (kept.size() < mark.begun().size()) {
            write(mark.with(mark.stamp(), false, kept, mark.left())); // from now on, a file of that name counts as somebody else's
        }
    }

    /** The part up to which the series' files are never touched; 0 if there is none. */
    synchronized int leftUpTo(ArchiveSeries series) {
        return mark.left().getOrDefault(series.key(), 0);
    }

    synchronized long nextStamp() {
        return ++stamp;
    }

    /**
     * Notes in the folder's mark what the journal remembers.
     *
     * @param clean whether the files hold nothing else, and nothing will be appended any more
     * @throws ArchiveAlteredException if the folder is no longer the one that was claimed
     */
    synchronized void seen(Map<String, String> noted, boolean clean) throws IOException {
        if (mark == null || !Objects.equals(mark.restored(), noted.get(JournalReport.RESTORED))) {
            return;
        }
        check(mark.destination());
        List<ArchivePart> begun = mark.begun().stream().filter(part -> !isNoted(part, noted)).toList();
        ArchiveMark other = mark.with(Math.max(mark.stamp(), stampOf(noted)), clean, begun, stillLeft(mark.left(), noted));
        if (!other.equals(mark)) {
            write(other);
        }
    }

    private static long stampOf(Map<String, String> noted) {
        return noted.entrySet().stream().filter(entry -> ArchiveSeries.isKey(entry.getKey()))
                .mapToLong(entry -> FilePosition.of(entry.getValue()).stamp()).max().orElse(0);
    }
}
