package serai.formats;

import serai.model.EventType;
import serai.model.LearningRecord;

/** What every format but the canonical one needs of a record. */
public final class KnownType {

    private KnownType() {
    }

    /**
     * The type of a record that has all that its type implies: a learner, a time, and an activity unless it is a login.
     *
     * @param format names the format in the message
     * @throws UntranslatableRecordException if the record lacks one of them
     */
    public static EventType of(LearningRecord record, String format) {
        EventType type = EventType.named(record.type())
                .orElseThrow(() -> new UntranslatableRecordException(record, format));
        boolean lacksActivity = record.activity() == null && type != EventType.LOGGED_IN;
        if (record.learner() == null || record.occurredAt() == null || lacksActivity) {
            throw new UntranslatableRecordException(record, format);
        }
        return type;
    }
}
