package serai.destinations.files.finished;

import serai.destinations.files.finished.ArchiveManifest.Correcting;
import serai.destinations.files.finished.ArchiveManifest.Correction;
import serai.destinations.files.finished.ArchiveManifest.Item;
import serai.destinations.http.Gunzip;
import serai.files.OwnersFile;
import serai.formats.lines.LearnerLines;
import serai.formats.lines.LearnerLines.Found;
import serai.model.Digest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * Removes a learner's lines from finished files, and corrects their manifest. The file without the lines is written beside the
 * old file and forced; the manifest announces it; it gets the old file's name; the manifest lists it. So after a crash
 * {@link FileMending} can tell at each step what is missing. Only one process at a time corrects an archive.
 */
public final class FileCorrection {

    /** The end of the name of a corrected file that does not have its own name yet. */
    static final String CORRECTED = ".corrected" + ArchiveDisk.UNFINISHED;
    private static final int BUFFER = 65_536;

    private final ArchiveDisk disk;
    private final Clock clock;
    private final String why;

    /** @param why what the manifest says of the reason; no personal data */
    public FileCorrection(ArchiveDisk disk, Clock clock, String why) {
        this.disk = disk;
        this.clock = clock;
        this.why = why;
    }

    /** Counts the learner's lines in a file, which is unzipped if its name ends in {@code .gz}. */
    public static Found count(Path file, LearnerLines lines) throws IOException {
        try (InputStream bytes = new BufferedInputStream(OwnersFile.readFrom(file), BUFFER);
                InputStream text = isZipped(file) ? new Gunzip(bytes) : bytes) {
            return lines.count(text);
        }
    }

    private static boolean isZipped(Path file) {
        return file.getFileName().toString().endsWith(FinishedFile.ZIPPED);
    }

    /**
     * Removes the learner's lines from a file that the manifest of its day lists; does nothing if it has none, or is not there.
     *
     * @return what was found in the file before
     * @throws IOException if it can't be done, or if the file is not the one that the manifest lists; nothing was changed then
     */
    public Found remove(Path file, LearnerLines lines) throws IOException {
        Path day = OwnersFile.folderOf(file);
        Item before = ArchiveManifest.read(day).item(file.getFileName().toString()).orElse(null);
        if (before == null || Files.notExists(file)) {
            return new Found(0, 0, 0);
        }
        Found found = count(file, lines);
        if (found.theirs() > 0) {
            Path corrected = file.resolveSibling(file.getFileName() + CORRECTED);
            try {
                Item after = write(file, corrected, lines, before, found);
                exchange(day, file, corrected, before, new Correcting(after,
                        new Correction(before.name(), clock.instant().toString(), why, found.theirs())));
            } catch (IOException e) {
                deleteUnlessComing(day, corrected);
                throw e;
            }
        }
        return found;
    }

    private Item write(Path file, Path corrected, LearnerLines lines, Item before, Found found) throws IOException {
        MessageDigest old = Digest.sha256();
        MessageDigest sum = Digest.sha256();
        boolean zipped = isZipped(file);
        Found copied;
        try (InputStream bytes = new DigestInputStream(new BufferedInputStream(OwnersFile.readFrom(file), BUFFER), old);
                InputStream text = zipped ? new Gunzip(bytes) : bytes;
                OutputStream made = new BufferedOutputStream(
                        new DigestOutputStream(OwnersFile.writeTo(corrected, disk.groupReads()), sum), BUFFER);
                OutputStream out = zipped ? new GZIPOutputStream(made, BUFFER) : made) {
            copied = lines.copyOthers(text, out);
            bytes.transferTo(OutputStream.nullOutputStream()); // what the unzipping may not have read
        }
        if (!copied.equals(found) || !HexFormat.of().formatHex(old.digest()).equals(before.sha256())) {
            throw new IOException(
                    "%s was altered since it was finished: its checksum is not the manifest's. It stays as it is; put "
                            .formatted(file) + "the file back as it was");
        }
        disk.force(corrected);
        return new Item(before.name(), before.records() - found.theirs(), Files.size(corrected),
                HexFormat.of().formatHex(sum.digest()));
    }

    private void exchange(Path day, Path file, Path corrected, Item before, Correcting coming) throws IOException {
        ArchiveManifest.inTurn(day, () -> {
            ArchiveManifest manifest = ArchiveManifest.read(day);
            if (manifest.correcting() != null) {
                throw new IOException("%s was not corrected to its end; try again".formatted(
                        day.resolve(manifest.correcting().after().name())));
            }
            if (!manifest.item(before.name()).filter(before::equals).isPresent() || Files.notExists(file)) {
                throw new IOException("%s was changed, taken away or deleted meanwhile; try again".formatted(file));
            }
            manifest.correcting(coming).write(day, disk);
            disk.rename(corrected, file);
            manifest.corrected(coming).write(day, disk);
            return manifest;
        });
    }

    private void deleteUnlessComing(Path day, Path corrected) throws IOException {
        if (Files.exists(corrected) && ArchiveManifest.read(day).correcting() == null) {
            disk.delete(corrected);
        }
    }
}
