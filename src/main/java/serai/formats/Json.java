package serai.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import serai.model.LearningRecord;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes records as JSON. Decimals keep their digits; they are never converted to floating point. */
public final class Json {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private Json() {
    }

    /** Writes one array; the item writer adds any number of elements for each record. */
    public static String array(List<LearningRecord> records, Item item) {
        return text(json -> array(records, item, json));
    }

    public static void array(List<LearningRecord> records, Item item, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (LearningRecord record : records) {
            item.write(record, json);
        }
        json.writeEndArray();
    }

    public static String text(Value value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            value.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a text has no output to fail", e);
        }
        return text.toString();
    }

    /** Writes one value. */
    @FunctionalInterface
    public interface Value {
        void write(JsonGenerator json) throws IOException;
    }

    /** Writes the array elements of one record. */
    @FunctionalInterface
    public interface Item {
        void write(LearningRecord record, JsonGenerator json) throws IOException;
    }
}
