package serai.destinations.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code DAY/manifest.json}: the day's finished files, in the order in which they were finished.
 *
 * @param files each of them
 */
record ArchiveManifest(List<Item> files) {

    static final String NAME = "manifest.json";
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * A file that is never written to again.
     *
     * @param name    in the day's folder
     * @param records how many records it holds
     * @param bytes   its length
     * @param sha256  of the file's bytes, in hex
     */
    record Item(String name, long records, long bytes, String sha256) {
    }

    ArchiveManifest {
        files = List.copyOf(files);
    }

    /** @throws IOException if the file exists and is not a manifest; the message names it */
    static ArchiveManifest read(Path day) throws IOException {
        Path file = day.resolve(NAME);
        if (Files.notExists(file)) {
            return new ArchiveManifest(List.of());
        }
        try {
            return MAPPER.readValue(OwnersFile.text(file), ArchiveManifest.class);
        } catch (JsonProcessingException e) {
            throw new IOException("%s is not a manifest of the archive (line %s); put it back as it was".formatted(file,
                    e.getLocation() == null ? 1 : e.getLocation().getLineNr()), e);
        }
    }

    boolean lists(String name) {
        return files.stream().anyMatch(item -> item.name().equals(name));
    }

    ArchiveManifest with(Item item) {
        List<Item> all = new ArrayList<>(files);
        all.removeIf(other -> other.name().equals(item.name()));
        all.add(item);
        return new ArchiveManifest(all);
    }

    /** Writes the manifest and replaces the old one in one step. */
    void write(Path day, ArchiveDisk disk) throws IOException {
        Path file = day.resolve(NAME);
        Path unfinished = day.resolve(NAME + ArchiveSeries.GROWING);
        disk.write(unfinished, 0, ByteBuffer.wrap(MAPPER.writeValueAsBytes(this)));
        disk.rename(unfinished, file);
    }
}
