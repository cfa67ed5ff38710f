package serai.files;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A folder that only its owner may read and write. A folder that others may write to is refused, since they may have put files
 * into it. A folder that others may only read loses their rights. {@code docs/operating.md} describes this for operators.
 */
public final class OwnersFolder {

    private static final Logger LOG = LoggerFactory.getLogger(OwnersFolder.class);
    private static final int LINKS_MAX = 40; // the limit of Linux
    private static final int NAMED_MAX = 5;

    private final Path path;
    private final String name;
    private final Trust trust;
    private final long user;

    /**
     * @param path the folder; may be a symbolic link, and may be reached through symbolic links
     * @param name the folder's name in messages
     */
    public OwnersFolder(Path path, String name, Trust trust) {
        this(path, name, trust, User.number());
    }

    /** @param user number of the user that runs Serai */
    OwnersFolder(Path path, String name, Trust trust, long user) {
        this.path = path.toAbsolutePath();
        this.name = name;
        this.trust = trust;
        this.user = user;
    }

    /** Creates the missing folders, with rights for their owner only, and forces each one's entry in its parent to the disk. */
    public static void make(Path folder) throws IOException {
        make(folder, false);
    }

    /**
     * As {@link #make(Path)}.
     *
     * @param group whether their group may read the folders' content
     */
    public static void make(Path folder, boolean group) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = OwnersFile.folderOf(folder); // the root is there
        make(parent, group);
        Files.createDirectories(folder, FilePermissions.ofNewFolder(folder, group)); // another process may make it at the same time
        OwnersFile.force(parent);
    }

    /**
     * Ensures that nobody else can read or change the folder and the files directly in it, or put another folder in its place.
     *
     * @throws IOException if others may write to it or to a folder on its path, if others own it or a file in it, or if it
     *                     contains a symbolic link; the message is one line with the remedy
     */
    public void secure() throws IOException {
        if (!FilePermissions.areKnown(path)) {
            FilePermissions.tellUnknown(path);
            return;
        }
        if (trust != Trust.ALL) {
            requireTheWay();
        }
        List<Path> tightened = new ArrayList<>();
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
            for (Path each : inside) {
                secureInside(each, tightened);
            }
        }
        add(path.toRealPath(), tightened);
        tell(tightened);
    }

    /**
     * Removes the rights of others to a folder and to all folders and files below it, also where others may write. The folder
     * may lie in one to which others may write. The whole tree is read only if the folder itself is open to others, which is
     * usually so only the first time.
     *
     * @throws IOException if it contains a symbolic link, or if it is open to others and their rights can't be removed; the
     *                     message is one line
     */
    public void secureDeep() throws IOException {
        if (!FilePermissions.areKnown(path)) {
            FilePermissions.tellUnknown(path);
            return;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
            for (Path each : inside) {
                requireNoLink(each);
            }
        }
        Path real = path.toRealPath();
        if (FilePermissions.isOpen(real, trust == Trust.GROUP)) {
            List<Path> tightened = new ArrayList<>();
            Files.walkFileTree(real, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    requireNoLink(file);
                    add(file, tightened);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                    add(folder, tightened); // the folder itself last: if this is interrupted, all of it is done again
                    return FileVisitResult.CONTINUE;
                }
            });
            tell(tightened);
        }
        if (trust != Trust.ALL) {
            requireItself(real);
        }
    }

    private void add(Path file, List<Path> tightened) throws IOException {
        if (tighten(file)) {
            tightened.add(file);
        }
    }

    /**
     * As {@link #secure}, but changes nothing, and accepts that others may read.
     *
     * @throws IOException as {@link #secure}
     */
    public void require() throws IOException {
        if (!FilePermissions.areKnown(path)) {
            return;
        }
        if (trust != Trust.ALL) {
            requireTheWay();
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
            for (Path each : inside) {
                requireOurs(each);
            }
        }
    }

    private void requireOurs(Path file) throws IOException {
        requireNoLink(file);
        if (!isTrusted(owner(file))) {
            throw new IOException(("%s %s contains a file of user %s, %s, which somebody may have planted; delete it, or make "
                    + "it this user's (chown %s)").formatted(name, path, owner(file), file.getFileName(), user));
        }
    }

    private void secureInside(Path file, List<Path> tightened) throws IOException {
        try {
            requireOurs(file);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                add(file, tightened);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} has gone meanwhile", file, e);
        }
    }

    private void requireNoLink(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(
                    ("%s %s contains a symbolic link, %s, which Serai does not follow; replace it with its target, or set the "
                            + "setting of that file or folder to the target").formatted(name, path, file.getFileName()));
        }
    }

    /** Removes others' rights to a file. Skips files of other users, whose rights this user can't change. */
    private boolean tighten(Path file) throws IOException {
        boolean isOurs = user == User.ROOT || user == User.UNKNOWN || owner(file) == user;
        return isOurs && FilePermissions.tighten(file, trust == Trust.GROUP);
    }

    private void tell(List<Path> tightened) {
        if (!tightened.isEmpty()) {
            LOG.info("{} {} was open to others; Serai has removed their rights to {} files and folders: {}{}", name,
                    path,
                    tightened.size(), tightened.stream().limit(NAMED_MAX).map(one -> String.valueOf(one.getFileName())).toList(),
                    tightened.size() > NAMED_MAX ? ", …" : "");
        }
    }

    /** Checks each folder on the path, also on the paths that symbolic links lead to. */
    private void requireTheWay() throws IOException {
        Deque<Path> names = new ArrayDeque<>();
        path.forEach(names::add);
        Path at = path.getRoot();
        int links = 0;
        while (!names.isEmpty()) {
            requireAbove(at);
            Path next = at.resolve(names.pop()).normalize();
            if (!Files.isSymbolicLink(next)) {
                at = next;
                continue;
            }
            if (!isTrusted(owner(next)) || ++links > LINKS_MAX) {
                throw new IOException("%s %s is reached through a symbolic link of user %s, %s; set it to the link's target"
                        .formatted(name, path, owner(next), next));
            }
            Path target = Files.readSymbolicLink(next);
            List<Path> first = new ArrayList<>();
            target.forEach(first::add);
            for (int i = first.size() - 1; i >= 0; i--) {
                names.push(first.get(i));
            }
            at = target.isAbsolute() ? target.getRoot() : at;
        }
        requireItself(at);
    }

    private void requireAbove(Path above) throws IOException {
        ForeignWriter others = ForeignWriter.of(above, this::isTrusted, trust == Trust.GROUP, true);
        if (others != null) {
            throw new IOException(
                    ("%s %s lies in %s: %s, so another folder could be put in its place; %s, or set it to a folder elsewhere (for "
                            + "containers: serai.data.trust)").formatted(name, path, above, others.told(),
                                    others.owning() ? "chown it to root" : "chmod go-w " + above));
        }
    }

    /**
     * Checks the folder alone; changes nothing.
     *
     * @throws IOException if others may write to it, or own it
     */
    public void requireItself() throws IOException {
        if (FilePermissions.areKnown(path) && trust != Trust.ALL) {
            requireItself(path.toRealPath());
        }
    }

    private void requireItself(Path folder) throws IOException {
        ForeignWriter others = ForeignWriter.of(folder, this::isTrusted, trust == Trust.GROUP, false);
        if (others != null) {
            throw new IOException(
                    ("%s %s is not Serai's alone: %s; check that nothing in it is from others, then %s, or set it to another "
                            + "folder (for containers: serai.data.trust)").formatted(name, path, others.told(),
                                    others.owning() ? "chown -R %s %s".formatted(user, path) : "chmod 700 " + path));
        }
    }

    private static long owner(Path file) throws IOException {
        return User.ownerOf(file);
    }

    private boolean isTrusted(long owner) {
        return trust != Trust.OWNER || owner == user || owner == User.ROOT || user == User.UNKNOWN;
    }
}
