package serai.formats;

import serai.model.LearningRecord;
import serai.model.ShowableMessage;

/**
 * A format can't express a record, for example one of an unknown type. The message names the record's id and type; it quotes
 * nothing else.
 */
public final class UntranslatableRecordException extends IllegalArgumentException implements ShowableMessage {

    UntranslatableRecordException(LearningRecord record, String format) {
        super("record " + record.id() + " of type " + record.type() + " can't be written as " + format
                + ": it lacks a known type, a learner, a time or an activity; filter its type out in the destination's route");
    }

    private UntranslatableRecordException(String message) {
        super(message);
    }

    /** @param message place and cause, in one line; it quotes nothing of a record */
    public static UntranslatableRecordException because(String message) {
        return new UntranslatableRecordException(message);
    }

    /**
     * A translator has thrown an exception, which is a bug in the translator. The cause is for debugging only; it may quote the
     * record.
     */
    UntranslatableRecordException(String format, RuntimeException cause) {
        super("a record can't be written as " + format + ": " + cause.getClass().getSimpleName()
                + " in the translator, which is a fault there", null);
        addSuppressed(cause);
    }
}
