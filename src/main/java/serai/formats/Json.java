package serai.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import serai.model.LearningRecord;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** One JSON array with an object for each record; decimals are written digit by digit, never by way of a float. */
final class Json {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private Json() {
    }

    static String array(List<LearningRecord> records, Item item) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartArray();
            for (LearningRecord record : records) {
                item.write(record, json);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a text has no output to fail", e);
        }
        return text.toString();
    }

    /** Writes the object of one record. */
    @FunctionalInterface
    interface Item {
        void write(LearningRecord record, JsonGenerator json) throws IOException;
    }
}
