package serai.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Files that only their owner may read and write, from the first byte on and with any umask ({@code rw-------}; on a file
 * system without such rights, the folder decides). A symbolic link in a file's place is never followed. Serai writes its files
 * by this class, except those of {@link ConfigurationFile}; {@code ForbiddenCalls} checks this.
 */
public final class OwnersFile {

    private OwnersFile() {
    }

    /**
     * Opens a file.
     *
     * @param options as in {@link FileChannel#open}; if an option creates the file, only its owner may read and write it
     * @throws IOException as {@link FileChannel#open}, or if there is a symbolic link; the message is one line that says so
     */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return open(file, false, options);
    }

    /**
     * As {@link #open(Path, OpenOption...)}.
     *
     * @param group whether its group may read a file that is created
     */
    public static FileChannel open(Path file, boolean group, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        try {
            return FileChannel.open(file, all, FilePermissions.ofNewFile(file, group));
        } catch (IOException e) { // Java's message for a link says only that there are too many of them
            requireNoLink(file);
            throw e;
        }
    }

    /** The folder that a file, or another folder, lies in; absolute. Not for the root, which lies in none. */
    public static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root lies in no folder");
    }

    /** @throws IOException if the file is a symbolic link; the message is one line */
    public static void requireNoLink(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(("%s is a symbolic link, which Serai does not follow; put the file itself there, or delete the "
                    + "link")
                    .formatted(file));
        }
    }

    /** Opens a file for writing; creates it, or empties it first. The caller closes the stream. */
    public static OutputStream writeTo(Path file) throws IOException {
        return writeTo(file, false);
    }

    /**
     * As {@link #writeTo(Path)}.
     *
     * @param group whether its group may read a file that is created
     */
    public static OutputStream writeTo(Path file, boolean group) throws IOException {
        return Channels.newOutputStream(open(file, group, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
    }

    /** Writes a file's whole content; creates the file, or empties it first. */
    public static void write(Path file, byte[] content) throws IOException {
        try (OutputStream out = writeTo(file)) {
            out.write(content);
        }
    }

    /** Opens a file for reading. The caller closes the stream. */
    public static InputStream readFrom(Path file) throws IOException {
        return Channels.newInputStream(open(file, StandardOpenOption.READ));
    }

    /** The whole text of a file in UTF-8. */
    public static String text(Path file) throws IOException {
        try (InputStream in = readFrom(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Creates an empty file.
     *
     * @throws FileAlreadyExistsException if it exists, so that of several callers only one succeeds
     */
    public static void create(Path file) throws IOException {
        Files.createFile(file, FilePermissions.ofNewFile(file, false));
    }

    /** Creates an empty file with a new, unique name. */
    public static Path temporary(Path folder, String before, String after) throws IOException {
        return Files.createTempFile(folder, before, after, FilePermissions.ofNewFile(folder, false));
    }

    /**
     * Creates an empty file for a command's output.
     *
     * @throws IOException if it can't be created; the message is one line
     */
    public static Path make(Path file) throws IOException {
        try {
            create(file);
            return file;
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " already exists; name another file");
        } catch (NoSuchFileException e) {
            throw new IOException("the folder of %s does not exist; create it first".formatted(file));
        } catch (FileSystemException e) {
            throw new IOException("%s can't be created (%s); name another file".formatted(file,
                    e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()));
        }
    }

    /** Forces a file's content, or a folder's list of files, to the disk. */
    public static void force(Path fileOrFolder) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
