package serai.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A learning record as one line of JSON: the form in which the journal and the archive keep records. Missing values are left
 * out; times are ISO 8601 in UTC. The reader skips unknown fields, so that it can read lines of a newer version.
 */
public final class CanonicalJson {

    /** Longer than most lines, so that few buffers have to grow. */
    private static final int LENGTH_USUAL = 1_024;
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    /** Can't occur inside a text value, because quotes are escaped there. */
    private static final byte[] RECEIVED_AT = ",\"receivedAt\":\"".getBytes(StandardCharsets.UTF_8);

    private CanonicalJson() {
    }

    /** The record without its raw payload, on one line, without a line end. */
    public static String write(LearningRecord record) {
        return json(List.of(record), "").toString();
    }

    /** The same line in UTF-8; a question mark replaces half a surrogate pair. */
    public static byte[] bytes(LearningRecord record) {
        return json(List.of(record), "").toBytes();
    }

    /** The records, one a line, each ended by a line feed. */
    public static String lines(List<LearningRecord> records) {
        return json(records, "\n").toString();
    }

    /** As {@link #lines}, in UTF-8. */
    public static byte[] lineBytes(List<LearningRecord> records) {
        return json(records, "\n").toBytes();
    }

    private static JsonBytes json(List<LearningRecord> records, String end) {
        JsonBytes json = new JsonBytes(LENGTH_USUAL * Math.max(1, records.size()));
        RecordWriter writer = new RecordWriter(json);
        for (LearningRecord record : records) {
            writer.write(record);
            json.plain(end);
        }
        return json;
    }

    /**
     * A record's line without its received time. Two events with the same id are compared by this.
     *
     * @param line as {@link #bytes} writes it
     */
    public static byte[] withoutReceivedAt(byte[] line) {
        int start = indexOf(RECEIVED_AT, line);
        int end = start + RECEIVED_AT.length;
        while (line[end++] != '"') {
            // Skips the time, which contains no quote.
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
     * Reads a record from a line; its raw payload is null.
     *
     * @throws IllegalArgumentException if the line isn't a record; the message quotes nothing of it
     */
    public static LearningRecord read(String line) {
        try (JsonParser json = FACTORY.createParser(line)) {
            return new RecordReader(json, false).record();
        } catch (IOException e) {
            throw new IllegalArgumentException("not a learning record in JSON");
        }
    }

    /**
     * Reads a record from a line in UTF-8, which is faster than making a String first.
     *
     * @throws IllegalArgumentException if the line isn't a record; the message quotes nothing of it
     */
    public static LearningRecord read(byte[] line) {
        return read(line, 0, line.length);
    }

    /**
     * Reads a record from a line in UTF-8 that is a part of other bytes.
     *
     * @throws IllegalArgumentException if the line isn't a record; the message quotes nothing of it
     */
    public static LearningRecord read(byte[] bytes, int start, int length) {
        LearningRecord asWritten = CanonicalReader.read(bytes, start, start + length);
        return asWritten == null ? readAny(bytes, start, length) : asWritten;
    }

    /** Reads a record from JSON in any form: fields in another order, blanks, escapes, unknown fields. */
    static LearningRecord readAny(byte[] bytes, int start, int length) {
        try (JsonParser json = FACTORY.createParser(bytes, start, length)) {
            return new RecordReader(json, false).record();
        } catch (IOException e) {
            throw new IllegalArgumentException("not a learning record in JSON");
        }
    }

    /** Writes a line's record with one field a line, for people to read and edit. */
    public static String indented(String line) {
        StringWriter text = new StringWriter();
        try (JsonParser tokens = FACTORY.createParser(write(read(line)));
                JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            while (tokens.nextToken() != null) {
                json.copyCurrentEventExact(tokens);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a record can't be written as JSON", e);
        }
        return text.toString();
    }

    /**
     * Reads a record that a person has edited; its raw payload is null.
     *
     * @throws IllegalArgumentException if the text isn't a record, has a duplicate or unknown field, whose value would be lost,
     *                                  or lacks a field that every record has. The message names the line and such a field, and
     *                                  quotes no value
     */
    public static LearningRecord readEdited(String text) {
        try (JsonParser json = FACTORY.createParser(text).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)) {
            LearningRecord record = new RecordReader(json, true).record();
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "more than one record");
            }
            return record;
        } catch (JsonProcessingException e) {
            throw e.getLocation() == null ? new RefusedInputException("record-unreadable", "not a learning record in JSON")
                    : new RefusedInputException("record-unreadable-line", "not a learning record in JSON: see line %s",
                            e.getLocation().getLineNr());
        } catch (IOException e) {
            throw new AssertionError("a text has no input to fail", e);
        }
    }
}
