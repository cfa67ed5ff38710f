package serai.journal.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a running Serai leaves in its data folder every few seconds, so that {@code ./serai status} can tell whether it runs and
 * what it alone knows. It is not forced to the disk, and nothing rests on it.
 *
 * @param process the process's number
 * @param at      when it was written
 * @param ended   whether it was written by an orderly stop
 * @param stalled what stands still, by what it is, with since when, why and what to do
 */
public record ProcessStatus(long process, Instant at, boolean ended, Map<String, String> stalled) {

    /** Its name in the data folder. */
    static final String FILE = "serai.life";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The data folders that this very process works on. */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    /** @throws IOException if it can't be; the one before stays */
    void write(Path folder) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("process", process).put("at", at.toString()).put("ended", ended);
        ObjectNode each = json.putObject("stalled");
        stalled.forEach(each::put);
        Path fresh = folder.resolve(FILE + ".new");
        OwnersFile.write(fresh, JSON.writeValueAsBytes(json));
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void begins(Path folder) {
        HERE.add(folder.toAbsolutePath().normalize());
    }

    static void ends(Path folder) {
        HERE.remove(folder.toAbsolutePath().normalize());
    }

    /** Whether this very process works on it: then nobody may touch the lock's file, since closing it lets go of the lock. */
    public static boolean isOfThisProcess(Path folder) {
        return HERE.contains(folder.toAbsolutePath().normalize());
    }

    /** The last one; empty where there is none, or nothing that can be read. */
    public static Optional<ProcessStatus> in(Path folder) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(folder.resolve(FILE)));
            Map<String, String> stalled = new TreeMap<>();
            json.path("stalled").properties().forEach(one -> stalled.put(one.getKey(), one.getValue().asText()));
            return Optional.of(new ProcessStatus(json.path("process").asLong(), Instant.parse(json.path("at").asText()),
                    json.path("ended").asBoolean(), stalled));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | DateTimeException e) {
            return Optional.empty(); // torn by a loss of power
        }
    }
}
