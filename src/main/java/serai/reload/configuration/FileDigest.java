package serai.reload.configuration;

import serai.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A hash by which changed texts and files are noticed without keeping them: a setting's value may be a secret. */
final class FileDigest {

    private static final int BUFFER_BYTES = 8_192;

    private final MessageDigest digest = Digest.sha256();

    void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    String text() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The digest of a file's content; {@code unreadable} where it can't be read. */
    static String of(Path file) {
        FileDigest of = new FileDigest();
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                of.digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            return "unreadable";
        }
        return of.text();
    }
}
