package serai.cli.operate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import serai.ConfiguredJournal;
import serai.cli.terminal.JsonText;
import serai.files.OwnersFile;
import serai.journal.operations.person.ForgottenHash;
import serai.journal.operations.person.ForgottenPersons;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keyed hashes of forgotten persons, in a file outside of the journal: a line of JSON for the key, and one for each identifier.
 * With it, a restore of a backup forgets these persons again.
 *
 * @param key    identifies the key of the hashes, which other journals do not share
 * @param hashes all of them
 */
public record ForgottenFile(String key, List<ForgottenHash> hashes) {

    /** The file's name, beside a journal that is a file. */
    static final String NAME = "forgotten.jsonl";

    /** Writes the journal's hashes to the file beside it, unless it is in PostgreSQL; on the disk when this returns. */
    public static void write(CommandContext command) throws IOException {
        ConfiguredJournal journal = ConfiguredJournal.of(command.settings());
        if (journal.shared().isEmpty()) {
            ForgottenPersons forgotten = command.operations().erasure().forgotten();
            Path file = journal.file().resolveSibling(NAME);
            List<ForgottenHash> written;
            do { // until none was added meanwhile by another command
                written = forgotten.hashes();
                new ForgottenFile(forgotten.key(), written).replace(file);
            } while (!forgotten.hashes().equals(written));
        }
    }

    /** Replaces a file in one step: a reader finds the whole old or the whole new one. On the disk when this returns. */
    public void replace(Path file) throws IOException {
        Path folder = OwnersFile.folderOf(file);
        Path part = OwnersFile.temporary(folder, file.getFileName() + ".", ".part");
        try {
            OwnersFile.write(part, text().getBytes(StandardCharsets.UTF_8));
            OwnersFile.force(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            OwnersFile.force(folder);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private String text() {
        StringBuilder lines = new StringBuilder(JsonText.line(Map.of("key", key))).append('\n');
        for (ForgottenHash one : hashes) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("nr", one.nr());
            line.put("at", one.at().toString());
            line.put("why", one.why());
            line.put("later", one.later());
            line.put("hash", one.hash());
            line.put("lookup", one.lookup());
            line.put("sum", one.sum());
            lines.append(JsonText.line(line)).append('\n');
        }
        return lines.toString();
    }

    /** @throws IOException if it can't be read, or a line of it is damaged; the message is one line */
    public static ForgottenFile read(Path file) throws IOException {
        List<String> lines = OwnersFile.text(file).lines().toList();
        String key = "";
        List<ForgottenHash> hashes = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            try {
                JsonNode line = JsonText.tree(lines.get(at));
                if (at == 0) {
                    key = line.required("key").asText();
                } else {
                    hashes.add(hash(line));
                }
            } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
                throw new IOException(
                        "%s:%s is damaged, and it is not known whom it names; put a copy of the file there, or remove it "
                                .formatted(file, at + 1) + "if nobody is to be forgotten again",
                        e);
            }
        }
        if (key.isEmpty()) {
            throw new IOException(
                    "%s is empty; put a copy of the file there, or remove it if nobody is to be forgotten again".formatted(file));
        }
        return new ForgottenFile(key, hashes);
    }

    private static ForgottenHash hash(JsonNode line) {
        ForgottenHash read = new ForgottenHash(line.required("hash").asText(), line.required("lookup").asLong(),
                line.required("later").asBoolean(), line.required("nr").asLong(), Instant.parse(line.required("at").asText()),
                line.required("why").asText());
        if (read.sum() != line.required("sum").asLong()) {
            throw new IllegalArgumentException("wrong checksum");
        }
        return read;
    }
}
