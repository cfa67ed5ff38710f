package serai.formats;

import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.util.List;

/** {@link CanonicalJson}, one record a line, each ended by a line feed. Knows records of every type. */
public final class JsonLines implements Format {

    @Override
    public String write(List<LearningRecord> records) {
        return CanonicalJson.lines(records);
    }
}
