package serai.journal.sqlite;

import serai.files.OwnersFile;
import serai.journal.JournalUnavailableException;
import serai.model.FailureText;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * A small file in which the data folder remembers its journal. With it a start finds out that the journal was deleted, emptied
 * or replaced by an older one, or has lost its log.
 *
 * @param journal    the journal's identity
 * @param generation the generation that {@code journal.db} has at the least without its log; see {@link Generation}
 */
record JournalReference(String journal, long generation) {

    private static final String TEXT = """
            # Which journal stands here, and since which start of it: journal.db is compared with this at each start.
            # If you delete this file, Serai takes journal.db as it is, like one that was put back by hand.
            journal=%s
            generation=%s
            """;

    /** {@code journal.note} beside {@code journal.db}. */
    static Path file(Path journal) {
        String name = journal.getFileName().toString();
        return journal.resolveSibling((name.endsWith(".db") ? name.substring(0, name.length() - ".db".length()) : name) + ".note");
    }

    /** The absolute path of the folder that a file lies in. */
    static Path folderOf(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    /** @throws JournalUnavailableException if the note exists and can't be read */
    static Optional<JournalReference> read(Path journal) {
        Path file = file(journal);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            Properties said = new Properties();
            said.load(new StringReader(OwnersFile.text(file)));
            return Optional.of(new JournalReference(required(said, "journal"), Long.parseLong(required(said, "generation"))));
        } catch (IOException | IllegalArgumentException e) {
            throw new JournalUnavailableException(
                    ("the note of the data folder, %s, can't be read (%s); put it back, or "
                            + "delete it to use %s as it is").formatted(file, FailureText.innermostLine(e), journal),
                    e);
        }
    }

    private static String required(Properties said, String name) {
        String value = said.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("it lacks its " + name);
        }
        return value;
    }

    /** Replaces the note by one move. When this returns, the note is complete; if {@code forced}, it is on the disk. */
    void write(Path journal, boolean forced) throws IOException {
        Path file = file(journal);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = OwnersFile.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer text = ByteBuffer.wrap(TEXT.formatted(this.journal, generation).getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            if (forced) {
                channel.force(true);
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (forced) {
            OwnersFile.force(folderOf(file));
        }
    }

    /** Deletes the note. The deletion is on the disk when this returns. */
    static void delete(Path journal) throws IOException {
        if (Files.deleteIfExists(file(journal))) {
            OwnersFile.force(folderOf(journal));
        }
    }
}
