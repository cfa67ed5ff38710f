package serai.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A learning record as one line of JSON: what the journal keeps and what the archive's lines are. Absent things are left
 * out; times are ISO 8601 in UTC; unknown fields are passed over, so that lines of a newer version stay readable.
 */
public final class CanonicalJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(InstantText.module())
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writerFor(LearningRecord.class);
    private static final ObjectReader READER = MAPPER.readerFor(LearningRecord.class);
    private static final ObjectReader STRICT_READER = READER.with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectWriter INDENTING_WRITER = WRITER.with(SerializationFeature.INDENT_OUTPUT);

    private CanonicalJson() {
    }

    /** The record without its raw payload, on one line, without a line end. */
    public static String write(LearningRecord record) {
        try {
            return WRITER.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("record " + record.id() + " can't be written as JSON", e);
        }
    }

    /**
     * The line of a record without its received time, by which two events of one id are compared.
     *
     * @param line as {@link #write} has it
     */
    public static String withoutReceivedAt(String line, LearningRecord record) {
        String part = ",\"receivedAt\":\"" + InstantText.of(record.receivedAt()) + '"'; // in no text, where quotes are escaped
        int start = line.indexOf(part);
        return line.substring(0, start) + line.substring(start + part.length());
    }

    /**
     * The record that the line holds, its raw payload null.
     *
     * @throws IllegalArgumentException if it isn't one; the message quotes nothing of it
     */
    public static LearningRecord read(String line) {
        try {
            return READER.readValue(line);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new IllegalArgumentException("not a learning record in JSON");
        }
    }

    /** The record that the line holds, a field a line, for people to read and edit. */
    public static String indented(String line) {
        try {
            return INDENTING_WRITER.writeValueAsString(read(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can't be written as JSON", e);
        }
    }

    /**
     * The record that somebody has written, its raw payload null.
     *
     * @throws IllegalArgumentException if it isn't one, or has a field that no record has: it would be lost. The message
     *                                  tells the line, or the field, and quotes no value
     */
    public static LearningRecord readEdited(String text) {
        try {
            return STRICT_READER.readValue(text);
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException("line %d: a learning record has no field '%s'"
                    .formatted(e.getLocation().getLineNr(), e.getPropertyName()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a learning record in JSON" + (e.getLocation() == null ? ""
                    : ": see line " + e.getLocation().getLineNr()));
        }
    }
}
