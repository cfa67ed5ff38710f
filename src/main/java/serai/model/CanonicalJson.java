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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A learning record as one line of JSON: what the journal keeps and what the archive's lines are. Absent things are left
 * out; times are ISO 8601 in UTC; unknown fields are passed over, so that lines of a newer version stay readable.
 */
public final class CanonicalJson {

    /** More than most lines have, so that few need to grow. */
    private static final int LENGTH_USUAL = 1_024;
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    /** Stands in no text, where quotes are escaped. */
    private static final byte[] RECEIVED_AT = ",\"receivedAt\":\"".getBytes(StandardCharsets.UTF_8);

    private CanonicalJson() {
    }

    /** The record without its raw payload, on one line, without a line end. */
    public static String write(LearningRecord record) {
        return text(List.of(record), "");
    }

    /** The same line in UTF-8, with a question mark for half a character. */
    public static byte[] bytes(LearningRecord record) {
        return write(record).getBytes(StandardCharsets.UTF_8); // Jackson alone would mix a half with its neighbour
    }

    /** The records, one a line, each ended by a line feed. */
    public static String lines(List<LearningRecord> records) {
        return text(records, "\n");
    }

    private static String text(List<LearningRecord> records, String end) {
        CharArrayWriter text = new CharArrayWriter(LENGTH_USUAL * records.size());
        try (JsonGenerator json = FACTORY.createGenerator(text).setRootValueSeparator(null)) {
            RecordWriter writer = new RecordWriter(json);
            for (LearningRecord record : records) {
                writer.write(record);
                json.writeRaw(end);
            }
        } catch (IOException e) {
            throw new IllegalStateException("records can't be written as JSON", e);
        }
        return text.toString();
    }

    /**
     * The line of a record without its received time, by which two events of one id are compared.
     *
     * @param line as {@link #bytes} has it
     */
    public static byte[] withoutReceivedAt(byte[] line) {
        int start = indexOf(RECEIVED_AT, line);
        int end = start + RECEIVED_AT.length;
        while (line[end++] != '"') {
            // The rest of it: a time has no quote.
        }
        byte[] rest = Arrays.copyOf(line, line.length - (end - start));
        System.arraycopy(line, end, rest, start, line.length - end);
        return rest;
    }

    private static int indexOf(byte[] part, byte[] line) {
        int start = 0;
        while (!Arrays.equals(line, start, start + part.length, part, 0, part.length)) {
            start++;
        }
        return start;
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
