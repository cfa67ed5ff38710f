package serai.formats;

import serai.model.Activity;
import serai.model.EventType;
import serai.model.Learner;
import serai.model.LearningRecord;

import java.time.Instant;
import java.util.Objects;

/** The values that every format but the canonical one needs: checks that a record has them, and reads them. */
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

    /** @param record that {@link #of} has checked */
    public static Learner learner(LearningRecord record) {
        return Objects.requireNonNull(record.learner(), "the record's type has not been checked");
    }

    /** @param record that {@link #of} has checked */
    public static Instant occurredAt(LearningRecord record) {
        return Objects.requireNonNull(record.occurredAt(), "the record's type has not been checked");
    }

    /** @param record that {@link #of} has checked, and that is no login */
    public static Activity activity(LearningRecord record) {
        return Objects.requireNonNull(record.activity(), "the record is a login, or its type has not been checked");
    }
}
