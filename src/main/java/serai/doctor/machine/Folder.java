package serai.doctor.machine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.doctor.Observations;
import serai.files.OwnersFile;
import serai.files.Trust;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A folder that Serai writes to: whether it can, and how much room there is. */
public final class Folder {

    private static final Logger LOG = LoggerFactory.getLogger(Folder.class);

    private static final long MIB = 1_048_576;
    private static final long GIB = 1_024 * MIB;
    /** With less than this, the disk may be full within a day, and then nothing more can be kept. */
    private static final long SCARCE = GIB;
    private static final long FULL = 64 * MIB;

    private Folder() {
    }

    /**
     * Whether the folder is there and this user may write to it; if not, observes why. A folder that is not there is made at the
     * first use, if that is possible.
     *
     * @param trust who besides its owner may write to it
     */
    public static boolean isThere(Path folder, String setting, Trust trust, Observations observations) throws IOException {
        observations.trying("folder");
        String user = System.getProperty("user.name");
        if (!Files.exists(folder)) {
            Path above = folder.toAbsolutePath();
            while (!Files.exists(above) && above.getParent() != null) {
                above = above.getParent();
            }
            if (Files.isDirectory(above) && Files.isWritable(above)) {
                observations.ok("%s is not there yet; Serai makes it in %s".formatted(folder, above));
            } else {
                observations.fail("%s is not there, and user %s can't make it in %s".formatted(folder, user, above),
                        "make it for Serai's user, or correct " + setting);
            }
            return false;
        }
        if (!Files.isDirectory(folder)) {
            observations.fail("%s is no folder".formatted(folder), "correct " + setting);
            return false;
        }
        if (user.equals("root") && trust == Trust.OWNER && !Files.getOwner(folder).getName().equals(user)) {
            observations.warn("%s belongs to user %s; root may write everywhere, so what that user may is not known"
                    .formatted(folder, Files.getOwner(folder)), "run this command as Serai's user, such as by sudo -u");
            return false;
        }
        try {
            Files.deleteIfExists(OwnersFile.temporary(folder, ".serai-doctor-", ".tmp"));
            return true;
        } catch (IOException e) { // rights alone are not enough: the file system may be read-only
            observations.fail("user %s can't write to %s (%s)".formatted(user, folder, reason(e)),
                    "make it that user's (chown -R), or run this command as Serai's user");
            return false;
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException known && known.getReason() != null ? known.getReason()
                : failure.getClass().getSimpleName();
    }

    /**
     * What was found of a folder that Serai can use.
     *
     * @param trust as it was examined with
     */
    public static String usable(Path folder, Trust trust) {
        return folder + switch (trust) {
            case OWNER -> " can be written to, and by nobody else";
            case GROUP -> " can be written to, and by nobody else but its owner and its group";
            case ALL -> " can be written to; by whom else was not examined, since every user is trusted";
        };
    }

    /**
     * Observes the room that is left.
     *
     * @param needed how many bytes Serai may still write there; 0 if that has no bound
     */
    public static void room(Path folder, long needed, String setting, Observations observations) {
        room(folder.toFile().getUsableSpace(), type(folder), needed, setting, observations);
    }

    /** The file system's type; empty if the operating system does not tell it, as in a chroot without known mounts. */
    private static Optional<String> type(Path folder) {
        try {
            return Optional.of(Files.getFileStore(folder).type());
        } catch (IOException e) {
            LOG.debug("The file system of {} is unknown", folder, e);
            return Optional.empty();
        }
    }

    static void room(long free, Optional<String> type, long needed, String setting, Observations observations) {
        observations.trying("room");
        String told = "%s free%s".formatted(size(free), type.map(known -> " on " + known).orElse(""));
        String remedy = "make room, or set %s to a folder on another disk".formatted(setting);
        if (free < FULL) {
            observations.fail(told, remedy);
        } else if (free < SCARCE) {
            observations.warn(told, remedy);
        } else if (free < needed) {
            observations.warn("%s, and the journal may grow by %s".formatted(told, size(needed)),
                    "make room, or lower serai.journal.max.bytes");
        } else {
            observations.ok(told);
        }
    }

    /** A number of bytes in MiB or GiB, for people to read. */
    public static String size(long bytes) {
        return bytes >= GIB ? String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB)
                : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MIB);
    }
}
