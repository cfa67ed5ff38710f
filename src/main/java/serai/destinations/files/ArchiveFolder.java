package serai.destinations.files;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.destinations.files.finished.ArchiveDisk;
import serai.files.OwnersFolder;
import serai.files.Trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final ArchiveMarkFile markFile;
    private long stamp;

    ArchiveFolder(Path path, ArchiveDisk disk) {
        this.path = path;
        this.disk = disk;
        this.files = new ArchiveFiles(path, disk);
        this.markFile = new ArchiveMarkFile(path, disk);
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
    synchronized @Nullable ArchiveOwner owner() {
        return mark() == null ? null : mark().owner();
    }

    /** Whether {@link #claim} has nothing to do for that destination. */
    synchronized boolean isClaimedBy(String destination) throws IOException {
        return mark() != null && mark().destination().equals(destination) && markFile.isAsWritten();
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
        RememberedPositions positions = new RememberedPositions(noted);
        if (mark() == null) {
            secure();
            claimFirst(owner, positions);
        } else if (!mark().owner().equals(owner)) {
            check(owner.destination());
        } else if (!markFile.isAsWritten()) {
            if (markFile.isGoOn()) {
                goOnBeside(owner, positions);
            } else {
                check(owner.destination());
            }
        }
    }

    private void secure() throws IOException {
        if (Files.isDirectory(path)) {
            new OwnersFolder(path, "the archive's folder", disk.groupReads() ? Trust.GROUP : Trust.OWNER).secureDeep();
        }
    }

    /** Claims the folder for the first time in this process. */
    private void claimFirst(ArchiveOwner owner, RememberedPositions noted) throws IOException {
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
            throw found.anothers(path, owner.destination());
        }
        boolean restored = !Objects.equals(found.restored(), noted.restored());
        if (restored || noted.stamp() < found.stamp()) {
            if (!restored) {
                LOG.warn("The journal is an older copy: it remembers less of {} than its files contain. Serai truncates nothing "
                        + "and continues in new parts; what was delivered since the copy will be there twice.", path);
            }
            goOnBeside(owner, noted);
            return;
        }
        goOn(owner, found, noted);
    }

    /**
     * Claims a folder without a mark: it is empty, or was begun before there were marks. In the second case the files that the
     * journal remembers must be there.
     */
    private void claimUnmarked(ArchiveOwner owner, RememberedPositions noted) throws IOException {
        if (noted.stamp() > 0) {
            throw new ArchiveAlteredException(path, "is not the folder that the destination %s has written to: its %s is missing"
                    .formatted(owner.destination(), ArchiveOwner.MARK),
                    "Mount the right volume there, or "
                            + "put that file back",
                    path);
        }
        filesOf(noted).require(owner.destination());
        goOnBeside(owner, noted);
    }

    /** Claims the folder again that an earlier process of this owner has left, with the mark that it has left. */
    private void goOn(ArchiveOwner owner, ArchiveMark found, RememberedPositions noted) throws IOException {
        Map<String, Integer> left = noted.notPassed(found.left());
        RememberedFiles remembered = filesOf(noted);
        remembered.deleteBegun(found.begun());
        if (!found.clean()) { // after a clean stop, text behind a remembered length is not Serai's
            remembered.cutOff(left);
        }
        markFile.write(newMark(owner, noted, Math.max(found.stamp(), noted.stamp()), left));
    }

    /** Claims the folder, and marks all series whose files differ from what is remembered: those files are never touched again. */
    private void goOnBeside(ArchiveOwner owner, RememberedPositions noted) throws IOException {
        Map<String, Integer> left = filesOf(noted).differing();
        if (!left.isEmpty()) {
            LOG.warn("{} series of files in {} differ from what Serai wrote, such as {}. Serai leaves them as they are, does not "
                    + "list them, and writes on in new parts.", left.size(), path, left.keySet().iterator().next());
        }
        markFile.write(newMark(owner, noted, noted.stamp(), left));
    }

    private RememberedFiles filesOf(RememberedPositions noted) {
        return new RememberedFiles(path, files, disk, noted);
    }

    private ArchiveMark newMark(ArchiveOwner owner, RememberedPositions noted, long seen, Map<String, Integer> left) {
        stamp = Math.max(stamp, Math.max(seen, mark() == null ? 0 : mark().stamp()));
        return new ArchiveMark(owner.journal(), owner.destination(), UUID.randomUUID().toString(), noted.restored(), seen, false,
                List.of(), left);
    }

    private @Nullable ArchiveMark mark() {
        return markFile.mark();
    }

    private ArchiveMark claimed() {
        return Objects.requireNonNull(mark(), "the archive's folder is not claimed yet");
    }

    /**
     * Checks that the folder is still the one that was claimed for that destination.
     *
     * @throws ArchiveAlteredException if it is not
     * @throws IllegalStateException   before {@link #claim}
     */
    synchronized void check(String destination) throws IOException {
        markFile.check(destination);
    }

    /** Clears the note that the journal remembers everything in the files; the change is on the disk when this returns. */
    synchronized void open() throws IOException {
        if (claimed().clean()) {
            markFile.write(claimed().writing(claimed().begun()));
        }
    }

    /** Notes, before a file exists, that Serai begins it; the note is on the disk when this returns. */
    synchronized void begin(ArchiveSeries series, int part) throws IOException {
        if (!isBegun(series, part)) {
            List<ArchivePart> begun = new ArrayList<>(claimed().begun());
            begun.add(new ArchivePart(series.key(), part));
            markFile.write(claimed().writing(begun));
        }
    }

    /**
     * The first part from that number on that this process has begun and that the journal was not yet seen to remember; 0 if
     * there is none.
     */
    synchronized int begunFrom(ArchiveSeries series, int part) {
        return claimed().begun().stream().filter(begun -> begun.series().equals(series.key()) && begun.number() >= part)
                .mapToInt(ArchivePart::number).min().orElse(0);
    }

    /** The files that this process has begun and that the journal was not yet seen to remember. */
    synchronized List<ArchivePart> begun() {
        return claimed().begun();
    }

    private boolean isBegun(ArchiveSeries series, int part) {
        return claimed().begun().contains(new ArchivePart(series.key(), part));
    }

    /** Deletes the series' files from that part on that were begun and that the journal was not yet seen to remember. */
    synchronized void deleteBegun(ArchiveSeries series, int from) throws IOException {
        List<ArchivePart> kept = new ArrayList<>();
        for (ArchivePart part : claimed().begun()) {
            if (part.series().equals(series.key()) && part.number() >= from) {
                files.delete(series, part.number());
            } else {
                kept.add(part);
            }
        }
        if (kept.size() < claimed().begun().size()) {
            markFile.write(claimed().writing(kept)); // from now on, a file of that name counts as somebody else's
        }
    }

    /** The part up to which the series' files are never touched; 0 if there is none. */
    synchronized int leftUpTo(ArchiveSeries series) {
        return claimed().left().getOrDefault(series.key(), 0);
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
        RememberedPositions positions = new RememberedPositions(noted);
        if (mark() == null || !Objects.equals(mark().restored(), positions.restored())) {
            return;
        }
        check(mark().destination());
        List<ArchivePart> begun = mark().begun().stream().filter(part -> !positions.has(part)).toList();
        ArchiveMark other = mark().with(Math.max(mark().stamp(), positions.stamp()), clean, begun,
                positions.notPassed(mark().left()));
        if (!other.equals(mark())) {
            markFile.write(other);
        }
    }
}
