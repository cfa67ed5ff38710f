package serai.reload;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What {@code ./serai reload} asks a running Serai for, by a file in the data folder, and the answer in another one. Each request
 * has files of its own, so that several at once are all answered, by one attempt if they come together.
 */
public final class ReloadRequest {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadRequest.class);

    /** The beginning of the files' names in the data folder, before the request's id. */
    private static final String ASKED = "reload.request.";
    private static final String ANSWERED = "reload.answer.";
    /** All files of requests and answers, and what a process that was killed while it wrote one has left of it. */
    private static final String LEFT = "{,new.}reload.*";

    private final Path folder;
    private final String id = UUID.randomUUID().toString();

    /** @param folder the data folder of the Serai that is asked */
    public ReloadRequest(Path folder) {
        this.folder = folder;
    }

    /**
     * Asks.
     *
     * @throws IOException if the folder can't be written to
     */
    public void make() throws IOException {
        Path fresh = folder.resolve("reload." + id);
        OwnersFile.write(fresh, id.getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, folder.resolve(ASKED + id), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The answer, which is taken away; empty if there is none yet. */
    public Optional<ReloadOutcome> answer() throws IOException {
        Path file = folder.resolve(ANSWERED + id);
        Optional<ReloadOutcome> answer = ReloadOutcome.of(file);
        if (answer.isPresent()) {
            Files.deleteIfExists(file);
        }
        return answer;
    }

    /** Takes the request back, and the answer if there is one after all. */
    public void takeBack() throws IOException {
        Files.deleteIfExists(folder.resolve(ASKED + id));
        Files.deleteIfExists(folder.resolve(ANSWERED + id));
    }

    /** Takes the ids of all requests that there are. */
    static List<String> taken(Path folder) throws IOException {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ASKED + "*")) {
            for (Path file : files) {
                ids.add(file.getFileName().toString().substring(ASKED.length()));
                Files.deleteIfExists(file);
            }
        }
        return ids;
    }

    /** Answers requests that were taken. If the command that asked is gone, its answer stays until {@link #forget} or a start. */
    static void answer(Path folder, List<String> ids, ReloadOutcome outcome) {
        for (String id : ids) {
            try {
                outcome.write(folder, ANSWERED + id);
            } catch (IOException e) {
                LOG.debug("A request for a reload can't be answered in the data folder", e); // the log and health tell it too
            }
        }
    }

    /** Deletes answers from before that time: a command that still runs would have taken its answer. */
    static void forget(Path folder, Instant before) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ANSWERED + "*")) {
            for (Path file : files) {
                if (ReloadOutcome.of(file).filter(answer -> answer.at().isBefore(before)).isPresent()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Deletes all requests and answers from before this start, half-written ones too. */
    static void clear(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, LEFT)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
