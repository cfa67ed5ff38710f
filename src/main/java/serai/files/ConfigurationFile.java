package serai.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Files that people edit and that have neither secrets nor personal data, such as routes and settings. They get the rights that
 * an editor would give them.
 */
public final class ConfigurationFile {

    private ConfigurationFile() {
    }

    /**
     * Creates a file with its content, on the disk when this returns. It never overwrites one.
     *
     * @throws FileAlreadyExistsException if there is a file of that name; it is left as it is
     * @throws IOException                if it can't be written; then there is no such file
     */
    public static void create(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(channel, content);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Creates a folder in one that is there. */
    public static void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
    }

    /** Creates a folder, and those above it, where they are missing. */
    public static void createFolders(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    /**
     * Replaces a file's content in one step: whoever reads it, also after a crash, finds all of the old text or all of the new.
     * The file keeps its rights and, where the user may give them, its owner and group. Of a symbolic link, the target is
     * replaced.
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path real = file.toRealPath();
        Path written = OwnersFile.temporary(OwnersFile.folderOf(real), "." + real.getFileName() + ".", ".new");
        try {
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                write(channel, content);
            }
            keepRights(real, written);
            Files.move(written, real, StandardCopyOption.ATOMIC_MOVE);
            OwnersFile.force(OwnersFile.folderOf(real));
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static void write(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        channel.force(true);
    }

    private static void keepRights(Path from, Path to) throws IOException {
        if (!FilePermissions.areKnown(from)) {
            return;
        }
        PosixFileAttributes kept = FilePermissions.of(from);
        PosixFileAttributeView given = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        try {
            given.setOwner(kept.owner());
            given.setGroup(kept.group());
        } catch (IOException e) { // only root may give a file away: it is now the file of whoever has edited it, as with an editor
            FilePermissions.tellKept(from, e);
        }
        given.setPermissions(kept.permissions());
    }
}
