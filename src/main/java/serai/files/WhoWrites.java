package serai.files;

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
 * Who else may make, delete and rename what is in a folder.
 *
 * @param told   in words
 * @param owning whether it is by owning the folder
 */
record WhoWrites(String told, boolean owning) {

    private static final int STICKY = 01000;

    /**
     * Null where nobody else may.
     *
     * @param trusted whether a user is
     * @param group   whether the folder's group is trusted
     * @param above   whether it is a folder on the way: there the sticky bit keeps others' hands off, as in {@code /tmp}, and a
     *                group that is a user's own, of that user's name, is that user
     */
    static WhoWrites of(Path folder, LongPredicate trusted, boolean group, boolean above) throws IOException {
        PosixFileAttributes attributes = Rights.of(folder);
        Set<PosixFilePermission> rights = attributes.permissions();
        if (!trusted.test(User.ownerOf(folder))) {
            return new WhoWrites("user %s owns it".formatted(User.ownerOf(folder)), true);
        }
        if (above && ((int) Files.getAttribute(folder, "unix:mode", LinkOption.NOFOLLOW_LINKS) & STICKY) != 0) {
            return null;
        }
        boolean byOthers = rights.contains(PosixFilePermission.OTHERS_WRITE);
        boolean byGroup = rights.contains(PosixFilePermission.GROUP_WRITE) && !group && !(above && isOwn(folder, attributes));
        return !byOthers && !byGroup ? null : new WhoWrites("%s may write (%s)".formatted(byOthers ? "everybody" : "its group",
                PosixFilePermissions.toString(rights)), false);
    }

    /** Many systems give each user a group of the same name, and let it write whatever the user makes. */
    private static boolean isOwn(Path folder, PosixFileAttributes attributes) throws IOException {
        return User.ownerOf(folder) != User.ROOT && attributes.group().getName().equals(attributes.owner().getName());
    }
}
