package serai.journal.camel.health;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file that a running Serai writes into its data folder every few seconds. From it {@code ./serai status} tells whether
 * Serai runs, and what only the running process knows. The file is not forced to the disk, because no promise depends on it.
 *
 * @param process the process id
 * @param at      when the file was written
 * @param ended   whether an orderly stop has written it
 * @param stalled by the name of what has stalled: since when, why, and what an operator can do
 * @param waiting by the destination's name: until when its records wait for the end of their period
 * @param people  how many people the directory has, when they were read, and what is wrong with it; empty without one
 */
public record ProcessStatus(long process, Instant at, boolean ended, Map<String, String> stalled, Map<String, Instant> waiting,
        Map<String, String> people) {

    /** The file's name in the data folder. */
    static final String FILE = "serai.life";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The data folders on which this process works. */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    /** @throws IOException if the file can't be written; the one before stays */
    void write(Path folder) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("process", process).put("at", at.toString()).put("ended", ended);
        ObjectNode each = json.putObject("stalled");
        stalled.forEach(each::put);
        ObjectNode waits = json.putObject("waiting");
        waiting.forEach((destination, until) -> waits.put(destination, until.toString()));
        ObjectNode directory = json.putObject("people");
        people.forEach(directory::put);
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

    /**
     * Whether this process works on the folder. If so, this process must not open the lock's file a second time, since closing
     * the file would release the lock.
     */
    public static boolean isOfThisProcess(Path folder) {
        return HERE.contains(folder.toAbsolutePath().normalize());
    }

    /** The status last written; empty if there is none or if it can't be read. */
    public static Optional<ProcessStatus> in(Path folder) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(folder.resolve(FILE)));
            Map<String, String> stalled = new TreeMap<>();
            json.path("stalled").properties().forEach(one -> stalled.put(one.getKey(), one.getValue().asText()));
            Map<String, Instant> waiting = new TreeMap<>();
            json.path("waiting").properties().forEach(one -> waiting.put(one.getKey(), Instant.parse(one.getValue().asText())));
            Map<String, String> people = new LinkedHashMap<>();
            json.path("people").properties().forEach(one -> people.put(one.getKey(), one.getValue().asText()));
            return Optional.of(new ProcessStatus(json.path("process").asLong(), Instant.parse(json.path("at").asText()),
                    json.path("ended").asBoolean(), stalled, waiting, people));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | DateTimeException e) {
            return Optional.empty(); // written only in part before a loss of power
        }
    }
}
