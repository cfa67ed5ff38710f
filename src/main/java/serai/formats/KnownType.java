package serai.formats;

import serai.model.EventType;
import serai.model.LearningRecord;

/** Checks that a record has the values that every format but the canonical one needs. */
public final class KnownType {

    private KnownType() {
    }

    /**
     * Returns the record's type, after checking that the record has a learner, a time and, unless it is a login, an activity.
     *
     * @param format name of the format, for the message
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
