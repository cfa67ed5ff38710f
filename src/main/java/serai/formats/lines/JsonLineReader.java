package serai.formats.lines;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Lines of JSON, each of them a record ({@link serai.model.CanonicalJson}). */
final class JsonLineReader implements LineReader {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final String platform;
    private final String learner;

    JsonLineReader(String platform, String learner) {
        this.platform = platform;
        this.learner = learner;
    }

    @Override
    public boolean isEnd(byte one) {
        return one == '\n';
    }

    /** A record without a learner is nobody's; the owner of a line that is no record is unknown. */
    @Override
    public LineOwner owner(byte[] line) {
        boolean versioned = false;
        String itsPlatform = null;
        String itsLearner = null;
        try (JsonParser json = FACTORY.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return LineOwner.UNKNOWN;
            }
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                versioned |= field.equals("schemaVersion");
                if (field.equals("platform") && value == JsonToken.VALUE_STRING) {
                    itsPlatform = json.getText();
                } else if (field.equals("learner") && value == JsonToken.START_OBJECT) {
                    itsLearner = id(json);
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            return LineOwner.UNKNOWN;
        }
        return !versioned || itsPlatform == null ? LineOwner.UNKNOWN
                : itsPlatform.equals(platform) && learner.equalsIgnoreCase(itsLearner) ? LineOwner.THEIRS : LineOwner.ANOTHERS;
    }

    /** The learner's id; reads up to the end of the learner. */
    private static @Nullable String id(JsonParser json) throws IOException {
        String id = null;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (field.equals("id") && value == JsonToken.VALUE_STRING) {
                id = json.getText();
            } else {
                json.skipChildren();
            }
        }
        return id;
    }
}
