package serai.formats;

import serai.model.LearningRecord;
import serai.model.ShowableMessage;

/**
 * A record that the format has no words for, such as one of an unknown type. The message names it by id and type; it
 * quotes nothing else of it.
 */
public final class UntranslatableRecordException extends IllegalArgumentException implements ShowableMessage {

    UntranslatableRecordException(LearningRecord record, String format) {
        super("record " + record.id() + " of type " + record.type() + " can't be written as " + format
                + ": it lacks a known type, a learner, a time or an activity;"
                + " leave its type out in the destination's route");
    }

    /** A format that fails on a record is at fault itself; the cause is for debugging and may quote the record. */
    UntranslatableRecordException(String format, RuntimeException cause) {
        super("a record can't be written as " + format + ": " + cause.getClass().getSimpleName()
                + " in the translator, which is a fault of its own", null);
        addSuppressed(cause);
    }
}
