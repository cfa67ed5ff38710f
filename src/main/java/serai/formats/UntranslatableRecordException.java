package serai.formats;

import serai.model.LearningRecord;

/**
 * A record that the format has no words for, such as one of an unknown type. The message names it by id and type; it
 * quotes nothing else of it.
 */
public final class UntranslatableRecordException extends IllegalArgumentException {

    UntranslatableRecordException(LearningRecord record, String format) {
        super("record %s of type %s can't be written as %s: it has no known type, learner, time or activity; leave its type out in this destination's route"
                .formatted(record.id(), record.type(), format));
    }
}
