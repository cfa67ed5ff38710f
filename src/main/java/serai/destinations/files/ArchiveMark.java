package serai.destinations.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code serai-archive.json} in the archive's folder: whose the folder is, and what the archive must know of its files besides
 * what the journal remembers. It is on the disk before the first byte of a file is.
 *
 * @param journal     the owner's journal
 * @param destination the owner's name
 * @param writer      the process that has claimed the folder last, by a random name
 * @param restored    the moment of the journal's restore; null if there was none
 * @param stamp       the highest {@link FilePosition#stamp} that the journal was ever seen to remember: one that remembers less
 *                    is an older copy
 * @param clean       whether the process that wrote this has ended, and everything in its files was remembered
 * @param begun       files that may be there without being remembered yet: nobody else has made them
 * @param left        series whose files up to that part are left as they are
 */
record ArchiveMark(String journal, String destination, String writer, String restored, long stamp, boolean clean,
                   List<ArchivePart> begun, Map<String, Integer> left) {


    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    ArchiveMark {
        begun = List.copyOf(begun);
        left = Map.copyOf(left);
    }

    /** @throws ArchiveAlteredException if it is none */
    static ArchiveMark of(String text, Path folder) throws ArchiveAlteredException {
        try {
            return MAPPER.readValue(text, ArchiveMark.class);
        } catch (JsonProcessingException | NullPointerException e) {
            throw new ArchiveAlteredException(folder.resolve(ArchiveOwner.MARK), "can't be read: it does not tell whose archive this is",
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

    ArchiveMark with(long otherStamp, boolean isClean, List<ArchivePart> otherBegun, Map<String, Integer> otherLeft) {
        return new ArchiveMark(journal, destination, writer, restored, otherStamp, isClean, otherBegun, otherLeft);
    }

    /** Takes the place of the one before in one step. */
    void write(Path folder, ArchiveDisk disk) throws IOException {
        Path unfinished = folder.resolve(ArchiveOwner.MARK + ArchiveSeries.GROWING);
        disk.write(unfinished, 0, ByteBuffer.wrap(MAPPER.writeValueAsBytes(this)));
        disk.rename(unfinished, folder.resolve(ArchiveOwner.MARK));
    }
}
