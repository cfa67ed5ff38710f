package serai.formats;

import serai.model.LearningRecord;

/**
 * A record that the format has no words for, such as one of an unknown type. The message names it by id and type; it
 * quotes nothing else of it.
 */
public final class UntranslatableRecordException extends IllegalArgumentException {

    UntranslatableRecordException(LearningRecord record, String format) {
        super("record " + record.id() + " of type " + record.type() + " can't be written as " + format
                + ": it lacks a known type, a learner, a time or an activity;"
                + " leave its type out in the destination's route");
    }
}
