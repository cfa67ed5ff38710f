package serai.reload;

import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** What {@code ./serai reload} asks a running Serai for, by a file in the data folder. */
public final class ReloadRequest {

    /** The file's name in the data folder. */
    static final String FILE = "reload.request";

    private static final int LENGTH_MAX = 100;

    private final Path folder;

    /** @param folder the data folder of the Serai that is asked */
    public ReloadRequest(Path folder) {
        this.folder = folder;
    }

    /**
     * Asks. An earlier request that was not answered is replaced.
     *
     * @return by which the answer is known: a {@link ReloadOutcome#request}
     * @throws IOException if the folder can't be written to
     */
    public String make() throws IOException {
        String id = UUID.randomUUID().toString();
        Path fresh = folder.resolve("reload." + id);
        OwnersFile.write(fresh, id.getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return id;
    }

    /** Takes a request back that was not answered. */
    public void takeBack() throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    /** Takes the request that there is. */
    Optional<String> taken() throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String id = OwnersFile.text(file);
        Files.deleteIfExists(file);
        return Optional.of(id.substring(0, Math.min(id.length(), LENGTH_MAX)));
    }
}
