package serai.destinations.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import serai.destinations.files.finished.ArchiveDisk;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The file {@code serai-archive.json} in the archive's folder: the folder's owner, and what the archive must know about its
 * files in addition to what the journal remembers. The mark is on the disk before the first byte of any file.
 *
 * @param journal     the owner's journal
 * @param destination the owner's name
 * @param writer      random name of the process that has claimed the folder last
 * @param restored    when the journal was restored; null if it was not
 * @param stamp       the highest {@link FilePosition#stamp} that the journal was seen to remember; a journal that remembers
 *                    less is an older copy
 * @param clean       whether the process that wrote this has ended, and the journal remembered everything in its files
 * @param begun       files that Serai has begun and that the journal may not remember yet
 * @param left        series, each with the part up to which its files are never touched
 */
record ArchiveMark(String journal, String destination, String writer, @Nullable String restored, long stamp, boolean clean,
        List<ArchivePart> begun, Map<String, Integer> left) {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    ArchiveMark {
        begun = List.copyOf(begun);
        left = Map.copyOf(left);
    }

    /** @throws ArchiveAlteredException if the text isn't a mark */
    static ArchiveMark of(String text, Path folder) throws ArchiveAlteredException {
        try {
            return MAPPER.readValue(text, ArchiveMark.class);
        } catch (JsonProcessingException | NullPointerException e) {
            throw new ArchiveAlteredException(folder.resolve(ArchiveOwner.MARK),
                    "can't be read, so it is unknown whose archive this is",
                    "Put it back as it was", folder);
        }
    }

    static boolean isGoOn(String text) {
        return text.strip().equals(ArchiveAlteredException.GO_ON);
    }

    static String text(Path folder) throws IOException {
        return OwnersFile.text(folder.resolve(ArchiveOwner.MARK));
    }

    ArchiveOwner owner() {
        return new ArchiveOwner(journal, destination);
    }

    /**
     * Reports that the folder is this owner's.
     *
     * @param forWhich the destination that wants to write there
     */
    ArchiveAlteredException anothers(Path folder, String forWhich) {
        return new ArchiveAlteredException(folder, destination.equals(forWhich)
                ? "is the archive of another journal (%s)".formatted(journal)
                : "is the archive of the destination %s, not of %s".formatted(destination, forWhich),
                "Give this destination a folder of its own", folder);
    }

    /** The mark of a process that goes on writing, and has begun those files. */
    ArchiveMark writing(List<ArchivePart> otherBegun) {
        return with(stamp, false, otherBegun, left);
    }

    ArchiveMark with(long otherStamp, boolean isClean, List<ArchivePart> otherBegun, Map<String, Integer> otherLeft) {
        return new ArchiveMark(journal, destination, writer, restored, otherStamp, isClean, otherBegun, otherLeft);
    }

    /** Writes the mark and replaces the old one in one step. */
    void write(Path folder, ArchiveDisk disk) throws IOException {
        Path unfinished = folder.resolve(ArchiveOwner.MARK + ArchiveSeries.GROWING);
        disk.write(unfinished, 0, ByteBuffer.wrap(MAPPER.writeValueAsBytes(this)));
        disk.rename(unfinished, folder.resolve(ArchiveOwner.MARK));
    }
}
