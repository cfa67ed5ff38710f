package serai.formats;

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
}
