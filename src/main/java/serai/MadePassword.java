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

/** A password where nobody has set one: made once, kept in a file that only its owner can read. */
public final class MadePassword {

    private static final Logger LOG = LoggerFactory.getLogger(MadePassword.class);
    private static final int RANDOM_BYTES = 24;

    private final Path file;
    private final boolean isTold;

    private MadePassword(Path file, boolean isTold) {
        this.file = file;
        this.isTold = isTold;
    }

    /** The webhook's. @param folder the data folder */
    public static MadePassword ofWebhook(Path folder) {
        return new MadePassword(folder.resolve("praesidium.password"), true);
    }

    /** The sandbox's LRS's, which nobody has to be told of who does not look for it. @param folder the data folder */
    public static MadePassword ofSandbox(Path folder) {
        return new MadePassword(folder.resolve("sandbox-lrs.password"), false);
    }

    /** @throws IOException if the file can't be read, or made */
    public String orMade() throws IOException {
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
        if (isTold) {
            LOG.info("A password for the webhook was made; it is in {}.", file);
        }
        return password;
    }
}
