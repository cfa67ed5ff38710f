package serai.destinations.files.finished;

import serai.destinations.files.finished.ArchiveManifest.Correcting;
import serai.files.FolderLock;
import serai.files.OwnersFile;
import serai.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Brings an archive's files and manifests together again after a process was killed while it corrected files: a correction whose
 * file is whole is completed, any other is taken back, and then nothing of it is left.
 */
public final class FileMending {

    /** Exists in the archive's folder while files are corrected, so that a start knows whether it has to look for more. */
    static final String NOTE = "serai-archive.correcting";
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private final Path folder;
    private final ArchiveDisk disk;

    /** @param folder the archive's */
    public FileMending(Path folder, ArchiveDisk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /** The folders of the archive's days, the oldest first; empty if the archive's folder is missing. */
    public static List<Path> days(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(one -> DAY.matcher(one.getFileName().toString()).matches() && Files.isDirectory(one)).sorted()
                    .toList();
        }
    }

    /** Mends, if a killed process has left something, and nobody corrects files now. */
    public void mendWhatWasLeft() throws IOException {
        if (Files.exists(folder.resolve(NOTE))) {
            Optional<FolderLock> lock = FolderLock.take(folder.resolve(ArchiveManifest.LOCK), FolderLock.Purpose.CORRECTING, true);
            if (lock.isPresent()) {
                try (FolderLock held = lock.get()) {
                    mend();
                }
            }
        }
    }

    /** Notes, before the first file is corrected, that corrections are under way; the note is on the disk when this returns. */
    public void note() throws IOException {
        disk.write(folder.resolve(NOTE), 0, ByteBuffer.allocate(0));
    }

    /**
     * Mends what a killed process has left, and deletes the note. The caller holds the lock of corrections.
     *
     * @throws IOException if a day can't be mended; all others are, and the note stays
     */
    public void mend() throws IOException {
        Upkeep.all(days(folder).stream().<Upkeep>map(day -> () -> ArchiveManifest.inTurn(day, () -> {
            mend(day);
            return day;
        })).toList());
        end();
    }

    /** Deletes the note: all corrections have come to their end. */
    public void end() throws IOException {
        disk.delete(folder.resolve(NOTE));
    }

    private void mend(Path day) throws IOException {
        ArchiveManifest manifest = ArchiveManifest.read(day);
        Correcting coming = manifest.correcting();
        if (coming != null) {
            Path file = day.resolve(coming.after().name());
            Path corrected = file.resolveSibling(file.getFileName() + FileCorrection.CORRECTED);
            if (is(coming, corrected)) {
                disk.rename(corrected, file);
            }
            (is(coming, file) ? manifest.corrected(coming) : manifest.correcting(null)).write(day, disk);
        }
        try (Stream<Path> files = Files.list(day)) {
            for (Path left : files.filter(file -> file.toString().endsWith(FileCorrection.CORRECTED)).toList()) {
                disk.delete(left);
            }
        }
    }

    private static boolean is(Correcting coming, Path file) throws IOException {
        return Files.exists(file) && Files.size(file) == coming.after().bytes() && sum(file).equals(coming.after().sha256());
    }

    /** The file's SHA-256, in hex. */
    static String sum(Path file) throws IOException {
        MessageDigest sum = Digest.sha256();
        try (InputStream bytes = new DigestInputStream(OwnersFile.readFrom(file), sum)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(sum.digest());
    }
}
