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
import java.util.Set;

/**
 * Files that only their owner may read and write, from the first byte on and whatever the umask ({@code rw-------}; where the
 * file system knows no such rights, as its folder has it). A symbolic link that stands in a file's place is never followed.
 * Whatever Serai writes is written by this class; {@code ArchitectureTest} sees to it.
 */
public final class OwnersFile {

    private OwnersFile() {
    }

    /**
     * Opens a file.
     *
     * @param options as of {@link FileChannel#open}; with one that makes it, it is made its owner's
     * @throws IOException as that, or if a symbolic link stands there; that message is one line that says so
     */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return open(file, false, options);
    }

    /** The same. @param group whether a file that is made may be read by its group */
    public static FileChannel open(Path file, boolean group, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        try {
            return FileChannel.open(file, all, Rights.ofNewFile(file, group));
        } catch (IOException e) { // of a link Java says no more than that there are too many of them
            requireNoLink(file);
            throw e;
        }
    }

    /** @throws IOException if it is a symbolic link; the message is one line */
    public static void requireNoLink(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(("%s is a symbolic link, which is not followed; put the file itself there, or delete the link")
                    .formatted(file));
        }
    }

    /** Bytes for a file that is made, or emptied first. Close what is returned. */
    public static OutputStream writeTo(Path file) throws IOException {
        return writeTo(file, false);
    }

    /** The same. @param group whether a file that is made may be read by its group */
    public static OutputStream writeTo(Path file, boolean group) throws IOException {
        return Channels.newOutputStream(open(file, group, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
    }

    /** Writes all of a file, which is made, or emptied first. */
    public static void write(Path file, byte[] content) throws IOException {
        try (OutputStream out = writeTo(file)) {
            out.write(content);
        }
    }

    /** The bytes of a file. Close what is returned. */
    public static InputStream readFrom(Path file) throws IOException {
        return Channels.newInputStream(open(file, StandardOpenOption.READ));
    }

    /** All of a file's text. */
    public static String text(Path file) throws IOException {
        try (InputStream in = readFrom(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Makes an empty one, of those that write a name each for the first time. @throws FileAlreadyExistsException if it is there */
    public static void create(Path file) throws IOException {
        Files.createFile(file, Rights.ofNewFile(file, false));
    }

    /** An empty one under a name that nobody had. */
    public static Path temporary(Path folder, String before, String after) throws IOException {
        return Files.createTempFile(folder, before, after, Rights.ofNewFile(folder, false));
    }

    /** Makes an empty one for what an operator wants written. @throws IOException if it can't be; the message is one line */
    public static Path make(Path file) throws IOException {
        try {
            create(file);
            return file;
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " is there already; name another file");
        } catch (NoSuchFileException e) {
            throw new IOException("the folder of %s is not there; make it first".formatted(file));
        } catch (FileSystemException e) {
            throw new IOException("%s can't be made (%s); name another file".formatted(file,
                    e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()));
        }
    }

    /** Forces to the disk what stands in a file, or in a folder's list of files. */
    public static void force(Path fileOrFolder) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
