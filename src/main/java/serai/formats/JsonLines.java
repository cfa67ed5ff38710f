package serai.formats;

import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.util.List;

/** Writes {@link CanonicalJson}, one record a line; each line ends with a line feed. Records of every type can be written. */
public final class JsonLines implements Format {

    @Override
    public String write(List<LearningRecord> records) {
        return CanonicalJson.lines(records);
    }

    @Override
    public byte[] bytes(List<LearningRecord> records) {
        return CanonicalJson.lineBytes(records);
    }
}
