package serai.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Who besides the trusted users may create, delete and rename files in a folder.
 *
 * @param told   who it is, in words
 * @param owning whether the reason is that this user owns the folder
 */
record ForeignWriter(String told, boolean owning) {

    private static final int STICKY = 01000;

    /**
     * Checks a folder; null if nobody else may write to it.
     *
     * @param trusted whether a user is trusted, by number
     * @param group   whether the folder's group is trusted
     * @param above   whether the folder is above the one to protect: then the sticky bit is enough protection, as in
     *                {@code /tmp}, and a user's own group, which has the user's name, counts as that user
     */
    static @Nullable ForeignWriter of(Path folder, LongPredicate trusted, boolean group, boolean above) throws IOException {
        PosixFileAttributes attributes = FilePermissions.of(folder);
        Set<PosixFilePermission> rights = attributes.permissions();
        if (!trusted.test(User.ownerOf(folder))) {
            return new ForeignWriter("user %s owns it".formatted(User.ownerOf(folder)), true);
        }
        if (above && ((int) Files.getAttribute(folder, "unix:mode", LinkOption.NOFOLLOW_LINKS) & STICKY) != 0) {
            return null;
        }
        boolean byOthers = rights.contains(PosixFilePermission.OTHERS_WRITE);
        boolean byGroup = rights.contains(PosixFilePermission.GROUP_WRITE) && !group && !(above && isOwn(folder, attributes));
        return !byOthers && !byGroup ? null : new ForeignWriter("%s may write (%s)".formatted(byOthers ? "everybody" : "its group",
                PosixFilePermissions.toString(rights)), false);
    }

    /**
     * Whether the group is the owner's own: many systems give each user a group of the same name, which may write the user's
     * files.
     */
    private static boolean isOwn(Path folder, PosixFileAttributes attributes) throws IOException {
        return User.ownerOf(folder) != User.ROOT && attributes.group().getName().equals(attributes.owner().getName());
    }
}
