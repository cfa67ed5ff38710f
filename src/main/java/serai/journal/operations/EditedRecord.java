package serai.journal.operations;

import serai.journal.DeadLetterId;
import serai.model.CanonicalJson;
import serai.model.InstantText;
import serai.model.LearningRecord;
import serai.model.RefusedInputException;

/** Decides what an operator may change of a record. The fields that identify the event stay, so that it is the same event. */
public final class EditedRecord {

    private EditedRecord() {
    }

    /**
     * Reads what an operator has typed.
     *
     * @param original the record as it was received, as JSON
     * @throws IllegalArgumentException if it is no record, or if a field differs that can't be changed; the message says which
     */
    public static LearningRecord of(DeadLetterId id, String original, String typed) {
        LearningRecord mended = CanonicalJson.readEdited(typed);
        requireAllowed(id, CanonicalJson.read(original), mended);
        return mended;
    }

    static void requireAllowed(DeadLetterId id, LearningRecord original, LearningRecord mended) {
        requireSame(id, "id", original.id(), mended.id());
        requireSame(id, "schemaVersion", original.schemaVersion(), mended.schemaVersion());
        requireSame(id, "source", original.source(), mended.source());
        requireSame(id, "platform", original.platform(), mended.platform());
        requireSame(id, "type", original.type(), mended.type());
        requireSame(id, "receivedAt", original.receivedAt(), mended.receivedAt());
        if (mended.occurredAt() != null && !InstantText.isWritable(mended.occurredAt())) {
            throw new RefusedInputException("record-years",
                    "%s: occurredAt is outside the years 0001 to 9999, which no format can express", id);
        }
    }

    private static void requireSame(DeadLetterId id, String field, Object original, Object mended) {
        if (!original.equals(mended)) {
            throw new RefusedInputException("record-field-fixed", "%s: the field %s can't be changed, and must be %s", id, field,
                    original);
        }
    }
}
