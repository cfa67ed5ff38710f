package serai.formats;

import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;
import serai.model.NamesRecord;
import serai.model.ShowableMessage;

import java.util.UUID;

/**
 * A format can't express a record, for example one of an unknown type. The message names the record's id and type; it quotes
 * nothing else.
 */
public final class UntranslatableRecordException extends IllegalArgumentException implements ShowableMessage, NamesRecord {

    private final @Nullable UUID record;

    UntranslatableRecordException(LearningRecord record, String format) {
        super("record " + record.id() + " of type " + record.type() + " can't be written as " + format
                + ": it lacks a known type, a learner, a time or an activity; filter its type out in the destination's route");
        this.record = record.id();
    }

    private UntranslatableRecordException(String message, @Nullable UUID record) {
        super(message);
        this.record = record;
    }

    /** @param message place and cause, in one line; it quotes nothing of a record */
    public static UntranslatableRecordException because(String message) {
        return because(message, null);
    }

    /**
     * @param message place and cause, in one line; it quotes nothing of a record
     * @param record  the id of the record that has caused it; null if that is not known
     */
    public static UntranslatableRecordException because(String message, @Nullable UUID record) {
        return new UntranslatableRecordException(message, record);
    }

    /**
     * A translator has thrown an exception, which is a bug in the translator. The cause is for debugging only; it may quote the
     * record.
     *
     * @param record the id of the record at which the translator fails; null if it fails at no single one
     */
    UntranslatableRecordException(String format, RuntimeException cause, @Nullable UUID record) {
        super("a record can't be written as " + format + ": " + cause.getClass().getSimpleName()
                + " in the translator, which is a fault there", null);
        this.record = record;
        addSuppressed(cause);
    }

    @Override
    public @Nullable UUID record() {
        return record;
    }
}
