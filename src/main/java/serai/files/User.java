package serai.files;

import com.sun.security.auth.module.UnixSystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Users by their numbers, since a container's may have no name. */
final class User {

    static final long ROOT = 0;
    /** A system on which users have no numbers. */
    static final long UNKNOWN = -1;

    private User() {
    }

    /** Of this process. Java says root of a user without a name, as containers have. */
    static long number() {
        try {
            UnixSystem system = new UnixSystem();
            return system.getUsername() != null ? system.getUid() : ownerOf(Path.of("/proc/self/status"));
        } catch (LinkageError | IOException e) {
            return UNKNOWN;
        }
    }

    static long ownerOf(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
    }
}
