package serai.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of the last attempt to take an edited configuration over. A running Serai keeps it in a file of the data folder, for
 * {@code ./serai reload} and {@code ./serai status}. The file is not forced to the disk, because no promise depends on it.
 *
 * @param since  when the configuration that runs was taken over
 * @param at     when that attempt was made
 * @param result what came of it
 * @param told   {@code RELOADED}: one line, what was exchanged. {@code UNCHANGED}: that line of the last exchange, or none since
 *               the start. {@code REFUSED}: a line for each reason. {@code STARTED}: none
 * @param warned the warnings of {@code ./serai check}, a line each
 */
public record ReloadOutcome(Instant since, Instant at, Result result, List<String> told, List<String> warned) {

    /** What an attempt can come to. */
    public enum Result {
        /** The configuration of the start runs. */
        STARTED,
        /** The files have the configuration that runs. */
        UNCHANGED,
        /** The edited configuration runs. */
        RELOADED,
        /** The edited configuration can't run; the one before goes on. */
        REFUSED
    }

    /** The file's name in the data folder. */
    static final String FILE = "serai.configuration";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether Serai can't take the files' configuration over, and another one runs. */
    public boolean isRefused() {
        return result == Result.REFUSED;
    }

    /** @throws IOException if the file can't be written; the one before stays */
    void write(Path folder) throws IOException {
        write(folder, FILE);
    }

    void write(Path folder, String name) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("since", since.toString()).put("at", at.toString())
                .put("result", result.name());
        told.forEach(json.putArray("told")::add);
        warned.forEach(json.putArray("warned")::add);
        Path fresh = folder.resolve("new." + name);
        OwnersFile.write(fresh, JSON.writeValueAsBytes(json));
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The outcome last written to a data folder; empty if there is none or if it can't be read. */
    public static Optional<ReloadOutcome> in(Path folder) {
        return of(folder.resolve(FILE));
    }

    static Optional<ReloadOutcome> of(Path file) {
        try {
            JsonNode json = JSON.readTree(OwnersFile.text(file));
            return Optional.of(new ReloadOutcome(Instant.parse(json.path("since").asText()),
                    Instant.parse(json.path("at").asText()), Result.valueOf(json.path("result").asText()),
                    lines(json.path("told")), lines(json.path("warned"))));
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> lines(JsonNode array) {
        List<String> lines = new ArrayList<>();
        array.forEach(line -> lines.add(line.asText()));
        return lines;
    }
}
