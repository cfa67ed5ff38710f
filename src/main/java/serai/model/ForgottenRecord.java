package serai.model;

import java.util.Set;
import java.util.UUID;

/**
 * Stands in the journal in place of a record whose learner was forgotten. It tells only the source, the platform and when the event
 * was received. Its id is random, because a record's id is made of its learner's id.
 */
public final class ForgottenRecord {

    /** Its type, which no platform has. No destination is named for it. */
    public static final String TYPE = "FORGOTTEN";

    private ForgottenRecord() {
    }

    /** The record that takes the place of the given one; its payload is empty. */
    public static LearningRecord inPlaceOf(LearningRecord record) {
        return new LearningRecord(record.schemaVersion(), UUID.randomUUID(), record.source(), record.platform(), TYPE, TYPE, null,
                null, record.receivedAt(), null, null, null, Set.of(), Payload.of(new byte[0]));
    }
}
