package serai.formats;

import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;

import java.util.List;

/** Writes learning records in one format: Message Translator (EIP). Safe for use by many threads. */
@FunctionalInterface
public interface Format {

    /**
     * Writes the records in their order, as one text.
     *
     * @throws UntranslatableRecordException if the format can't express one of the records
     */
    String write(List<LearningRecord> records);

    /** The same in UTF-8, if the format writes bytes and makes the text of them; otherwise null. */
    default byte @Nullable [] bytes(List<LearningRecord> records) {
        return null;
    }
}
