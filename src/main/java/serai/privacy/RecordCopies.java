package serai.privacy;

import serai.model.LearningRecord;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a destination gets in place of records.
 *
 * @param records   one for each record, in the same order
 * @param originals the records' own ids by those of the copies; empty where these are the same
 */
public record RecordCopies(List<LearningRecord> records, Map<UUID, UUID> originals) {

    /** The id of the record of which something with that id is a copy. */
    public UUID original(UUID copy) {
        return originals.getOrDefault(copy, copy);
    }
}
