package serai.destinations.files.finished;

import serai.destinations.http.Gunzip;
import serai.files.OwnersFile;
import serai.model.Digest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** Operations on a complete file. Each reads the file once, with little memory. */
public final class FinishedFile {

    static final String ZIPPED = ".gz";
    private static final int BUFFER = 65_536;

    private FinishedFile() {
    }

    /**
     * Zips the file under another name; the result has the same bytes each time.
     *
     * @param group whether the group may read it
     */
    public static void zip(Path file, Path zipped, boolean group) throws IOException {
        try (InputStream in = OwnersFile.readFrom(file);
                OutputStream bytes = OwnersFile.writeTo(zipped, group);
                OutputStream out = new GZIPOutputStream(bytes, BUFFER)) {
            in.transferTo(out);
        }
    }

    /** Whether the content of a zipped file equals that of the other file. */
    public static boolean holds(Path zipped, Path file) throws IOException {
        try (InputStream bytes = OwnersFile.readFrom(zipped);
                InputStream one = new Gunzip(bytes);
                InputStream other = new BufferedInputStream(OwnersFile.readFrom(file), BUFFER)) {
            byte[] read = one.readNBytes(BUFFER);
            while (read.length > 0) {
                if (!Arrays.equals(read, other.readNBytes(read.length))) {
                    return false;
                }
                read = one.readNBytes(BUFFER);
            }
            return other.read() < 0;
        } catch (ZipException | EOFException e) {
            return false;
        }
    }

    /**
     * The manifest's entry of a file.
     *
     * @param heading whether the file is CSV: its first line is a heading, and a field in quotes may contain line ends
     */
    public static ArchiveManifest.Item item(Path file, boolean heading) throws IOException {
        MessageDigest digest = Digest.sha256();
        long lines;
        try (InputStream bytes = new DigestInputStream(new BufferedInputStream(OwnersFile.readFrom(file), BUFFER), digest)) {
            String name = file.getFileName().toString();
            lines = lines(name.endsWith(ZIPPED) ? new Gunzip(bytes) : bytes, heading);
            bytes.skipNBytes(bytes.available()); // bytes that the unzipping may not have read
        }
        return new ArchiveManifest.Item(file.getFileName().toString(), heading && lines > 0 ? lines - 1 : lines,
                Files.size(file), HexFormat.of().formatHex(digest.digest()));
    }

    private static long lines(InputStream text, boolean inQuotesToo) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long lines = 0;
        boolean quoted = false;
        for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
            for (int i = 0; i < length; i++) {
                quoted ^= inQuotesToo && buffer[i] == '"';
                if (buffer[i] == '\n' && !quoted) {
                    lines++;
                }
            }
        }
        return lines;
    }
}
