package serai.files;

import com.sun.security.auth.module.UnixSystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Users by their numbers, since a user in a container may have no name. */
final class User {

    static final long ROOT = 0;
    /** The number on a system on which users have none. */
    static final long UNKNOWN = -1;

    private User() {
    }

    /** The number of this process's user. Read from {@code /proc} for a user without a name, for whom Java would report root. */
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
