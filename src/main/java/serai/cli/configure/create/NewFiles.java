package serai.cli.configure.create;

import serai.files.ConfigurationFile;
import serai.model.FailureText;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Files that are written all or not at all, and never over others. */
final class NewFiles {

    private final Map<Path, byte[]> files = new LinkedHashMap<>();
    /** The files and folders that were made, the last first. */
    private final Deque<Path> made = new ArrayDeque<>();

    /** @param texts by the files' names below the folder */
    NewFiles(Path folder, Map<String, String> texts) {
        texts.forEach((name, text) -> files.put(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
    }

    Set<Path> paths() {
        return files.keySet();
    }

    /** @throws IllegalArgumentException if one of the files is there */
    void requireNone() {
        files.keySet().stream().filter(Files::exists).findFirst().ifPresent(file -> {
            throw there(file);
        });
    }

    private static IllegalArgumentException there(Path file) {
        return new IllegalArgumentException(
                "%s is there already, and nothing was written; choose another name, or move the file away"
                        .formatted(file));
    }

    /**
     * Writes all files; after a failure, deletes those that it has written.
     *
     * @throws IOException              if one can't be written; the message is one line
     * @throws IllegalArgumentException if one of the files exists by then
     */
    void write() throws IOException {
        try {
            for (Map.Entry<Path, byte[]> file : files.entrySet()) {
                folder(Objects.requireNonNull(file.getKey().getParent(), "they lie in a folder"));
                ConfigurationFile.create(file.getKey(), file.getValue());
                made.push(file.getKey());
            }
        } catch (FileAlreadyExistsException e) {
            takeBack();
            throw there(Path.of(e.getFile()));
        } catch (IOException e) {
            takeBack();
            throw refused(e instanceof FileSystemException named ? named.getFile() : "a file", e);
        }
    }

    private void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            folder(Objects.requireNonNull(folder.toAbsolutePath().getParent(), "the root is there"));
            ConfigurationFile.createFolder(folder);
            made.push(folder);
        }
    }

    /** Deletes what was made. */
    void takeBack() throws IOException {
        while (!made.isEmpty()) {
            Files.deleteIfExists(made.pop());
        }
    }

    /** A failure to write a file, in one line. */
    static IOException refused(String file, IOException failure) {
        return new IOException("%s can't be written: %s; nothing was changed".formatted(file, why(failure)));
    }

    /** Why a file can't be written, without its name. */
    static String why(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "this user may not write there";
        }
        return failure instanceof FileSystemException named && named.getReason() != null ? named.getReason()
                : FailureText.firstLine(failure);
    }
}
