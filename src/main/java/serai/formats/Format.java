package serai.formats;

import serai.model.LearningRecord;

import java.util.List;

/** A way to write learning records: Message Translator (EIP). Safe for use by many threads. */
@FunctionalInterface
public interface Format {

    /**
     * The records in their order, as one text.
     *
     * @throws UntranslatableRecordException if the format can't say what one of them says; nothing is returned then
     */
    String write(List<LearningRecord> records);
}
