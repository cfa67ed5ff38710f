package serai;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The webhook's password where nobody has set one: made once, kept in a file that only its owner can read. */
final class WebhookPassword {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookPassword.class);
    private static final int RANDOM_BYTES = 24;

    private final Path file;

    private WebhookPassword(Path file) {
        this.file = file;
    }

    static WebhookPassword in(Path folder) {
        return new WebhookPassword(folder.resolve("praesidium.password"));
    }

    /** @throws IOException if the file can't be read, or made */
    String orMade() throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createFile(file, posix
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0]);
        Files.writeString(file, password + "\n");
        LOG.info("A password for the webhook was made; it is in {}.", file);
        return password;
    }
}
