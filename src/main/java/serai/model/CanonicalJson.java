package serai.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;

import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.StringWriter;

/**
 * A learning record as one line of JSON: what the journal keeps and what the archive's lines are. Absent things are left
 * out; times are ISO 8601 in UTC; unknown fields are passed over, so that lines of a newer version stay readable.
 */
public final class CanonicalJson {

    /** More than most lines have, so that few need to grow. */
    private static final int LENGTH_USUAL = 1_024;
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private CanonicalJson() {
    }

    /** The record without its raw payload, on one line, without a line end. */
    public static String write(LearningRecord record) {
        CharArrayWriter line = new CharArrayWriter(LENGTH_USUAL);
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            new RecordWriter(json).write(record);
        } catch (IOException e) {
            throw new IllegalStateException("record " + record.id() + " can't be written as JSON", e);
        }
        return line.toString();
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
        try (JsonParser json = FACTORY.createParser(line)) {
            return new RecordReader(json, false).record();
        } catch (IOException e) {
            throw new IllegalArgumentException("not a learning record in JSON");
        }
    }

    /**
     * The same of the line's bytes in UTF-8, which cost less than making a text of them first.
     *
     * @throws IllegalArgumentException as above
     */
    public static LearningRecord read(byte[] line) {
        try (JsonParser json = FACTORY.createParser(line)) {
            return new RecordReader(json, false).record();
        } catch (IOException e) {
            throw new IllegalArgumentException("not a learning record in JSON");
        }
    }

    /** The record that the line holds, a field a line, for people to read and edit. */
    public static String indented(String line) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            new RecordWriter(json).write(read(line));
        } catch (IOException e) {
            throw new IllegalStateException("a record can't be written as JSON", e);
        }
        return text.toString();
    }

    /**
     * The record that somebody has written, its raw payload null.
     *
     * @throws IllegalArgumentException if it isn't one, or has a field twice or one that no record has: it would be lost. The
     *                                  message tells the line, and such a field, and quotes no value
     */
    public static LearningRecord readEdited(String text) {
        try (JsonParser json = FACTORY.createParser(text).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)) {
            LearningRecord record = new RecordReader(json, true).record();
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "more than one record");
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a learning record in JSON" + (e.getLocation() == null ? ""
                    : ": see line " + e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw new AssertionError("a text has no input to fail", e);
        }
    }
}
