package serai.model;

import java.util.Set;
import java.util.UUID;

/**
 * What stands in the journal in the place of a record whose learner was forgotten: only where it came from and when it was
 * received. It has an id of its own, since a record's id is made of its learner's.
 */
public final class ForgottenRecord {

    /** Its type, which no platform has. No destination is named for it. */
    public static final String TYPE = "FORGOTTEN";

    private ForgottenRecord() {
    }

    /** What takes the place of a record; with an empty payload. */
    public static LearningRecord inPlaceOf(LearningRecord record) {
        return new LearningRecord(record.schemaVersion(), UUID.randomUUID(), record.source(), record.platform(), TYPE, TYPE, null,
                null, record.receivedAt(), null, null, null, Set.of(), Payload.of(new byte[0]));
    }
}
