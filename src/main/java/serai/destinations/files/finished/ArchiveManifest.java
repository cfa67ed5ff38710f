package serai.destinations.files.finished;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import serai.files.FolderLock;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code DAY/manifest.json}: the day's finished files, and what was changed about them since. It changes in one step, and only
 * one process at a time changes it. Fields that it does not know, of a later version, are kept.
 *
 * @param files       each of them, in the order in which they were finished or corrected
 * @param corrections files from which lines were removed, the oldest first
 * @param deleted     files that were finished, and deleted by their age
 * @param correcting  a correction that is under way; null if there is none
 */
public record ArchiveManifest(List<Item> files, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Correction> corrections,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Deletion> deleted,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Correcting correcting) {

    /** The file in a day's folder. */
    public static final String NAME = "manifest.json";
    /** The file in the archive's folder that processes lock while they work there. */
    public static final String LOCK = "serai-archive.lock";

    private static final Duration CHANGED_WITHIN = Duration.ofSeconds(20);
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /**
     * A file to which nothing is appended any more.
     *
     * @param name    in the day's folder
     * @param records how many records it holds
     * @param bytes   its length
     * @param sha256  of the file's bytes, in hex
     */
    public record Item(String name, long records, long bytes, String sha256) {
    }

    /**
     * What was removed from a file, so that its checksum has changed. The former checksum is not kept, since it was made of the
     * removed lines, too.
     *
     * @param name    of the file
     * @param at      when, in ISO 8601 and UTC
     * @param why     in words, without personal data
     * @param removed how many records were removed
     */
    public record Correction(String name, String at, String why, long removed) {
    }

    /**
     * A file that was deleted by its age.
     *
     * @param file as it was listed
     * @param at   when, in ISO 8601 and UTC
     * @param why  in words
     */
    public record Deletion(Item file, String at, String why) {
    }

    /**
     * A correction before its file has its name.
     *
     * @param after      the file once it is corrected
     * @param correction what is then noted
     */
    public record Correcting(Item after, Correction correction) {
    }

    public ArchiveManifest {
        files = List.copyOf(files);
        corrections = corrections == null ? List.of() : List.copyOf(corrections); // as in a file from before there were any
        deleted = deleted == null ? List.of() : List.copyOf(deleted);
    }

    /** @throws DamagedManifestException if the file exists and is not a manifest; the message names it */
    public static ArchiveManifest read(Path day) throws IOException {
        Path file = day.resolve(NAME);
        if (Files.notExists(file)) {
            return new ArchiveManifest(List.of(), List.of(), List.of(), null);
        }
        try {
            return MAPPER.readValue(OwnersFile.text(file), ArchiveManifest.class);
        } catch (JsonProcessingException e) {
            throw new DamagedManifestException(file, e.getLocation() == null ? 1 : e.getLocation().getLineNr(), e);
        }
    }

    /** Whether a file of that name was finished, whether it is still there or not. */
    public boolean lists(String name) {
        return names().contains(name);
    }

    /** The names of all files that were ever finished. */
    public List<String> names() {
        List<String> names = new ArrayList<>(files.stream().map(Item::name).toList());
        deleted.forEach(deletion -> names.add(deletion.file().name()));
        return names;
    }

    /** The file of that name; empty if it was not finished, or is deleted. */
    Optional<Item> item(String name) {
        return files.stream().filter(item -> item.name().equals(name)).findFirst();
    }

    /** The manifest with a file that is finished. */
    public ArchiveManifest with(Item item) {
        List<Item> all = without(item.name());
        all.add(item);
        return new ArchiveManifest(all, corrections, deleted, correcting);
    }

    private List<Item> without(String name) {
        List<Item> all = new ArrayList<>(files);
        all.removeIf(other -> other.name().equals(name));
        return all;
    }

    ArchiveManifest correcting(@Nullable Correcting underWay) {
        return new ArchiveManifest(files, corrections, deleted, underWay);
    }

    /** The manifest after the file that was being corrected has its name. */
    ArchiveManifest corrected(Correcting done) {
        List<Correction> all = new ArrayList<>(corrections);
        all.add(done.correction());
        return new ArchiveManifest(with(done.after()).files, all, deleted, null);
    }

    ArchiveManifest deleting(Deletion deletion) {
        List<Deletion> all = new ArrayList<>(deleted);
        all.add(deletion);
        return new ArchiveManifest(without(deletion.file().name()), corrections, all, correcting);
    }

    /** Work on a manifest that nobody else changes meanwhile. */
    interface Turn<T> {
        T work() throws IOException;
    }

    /** Does something while nobody else changes a manifest of the archive. */
    static <T> T inTurn(Path day, Turn<T> turn) throws IOException {
        try (FolderLock lock = FolderLock.await(OwnersFile.folderOf(day).resolve(LOCK), FolderLock.Purpose.LISTING, true,
                CHANGED_WITHIN)) {
            return turn.work();
        }
    }

    /** Reads the day's manifest, changes it, and replaces the old one in one step; nobody else changes it meanwhile. */
    public static ArchiveManifest change(Path day, ArchiveDisk disk, UnaryOperator<ArchiveManifest> change) throws IOException {
        return inTurn(day, () -> {
            ArchiveManifest changed = change.apply(read(day));
            changed.write(day, disk);
            return changed;
        });
    }

    /** Writes the manifest and replaces the old one in one step. */
    void write(Path day, ArchiveDisk disk) throws IOException {
        Path file = day.resolve(NAME);
        Path unfinished = day.resolve(NAME + ArchiveDisk.UNFINISHED);
        disk.write(unfinished, 0, ByteBuffer.wrap(MAPPER.writeValueAsBytes(withUnknown(day))));
        disk.rename(unfinished, file);
    }

    /** This manifest as JSON, with those fields of the present file that a later version has written and this one doesn't know. */
    private ObjectNode withUnknown(Path day) throws IOException {
        ObjectNode json = tree(this);
        Path file = day.resolve(NAME);
        if (Files.exists(file) && MAPPER.readTree(OwnersFile.text(file)) instanceof ObjectNode before) {
            if (!before.equals(tree(read(day)))) {
                new LaterFields(before).keepBelow(json);
            }
            before.remove(List.of("files", "corrections", "deleted", "correcting"));
            json.setAll(before);
        }
        return json;
    }

    /** The manifest's JSON, parsed from its bytes: so a number has the same Java type as in a manifest read from a file. */
    private static ObjectNode tree(ArchiveManifest manifest) throws IOException {
        return (ObjectNode) MAPPER.readTree(MAPPER.writeValueAsBytes(manifest));
    }
}
