package serai.rehearsal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where a text stops being JSON.
 *
 * @param line    from 1
 * @param column  from 1, in bytes
 * @param problem what is wrong there, without anything of the text
 */
public record JsonFault(int line, int column, String problem) {

    private static final JsonFactory JSON = JsonFactory.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

    /** The fault of these bytes; empty if they are JSON, of one value or several. */
    public static Optional<JsonFault> in(byte[] text) {
        try (JsonParser json = JSON.createParser(text)) {
            while (json.nextToken() != null) {
                json.skipChildren();
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
            return Optional.of(new JsonFault(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()),
                    isAtEnd(text, at.getByteOffset()) ? "the JSON ends too early" : "this isn't JSON"));
        } catch (IOException e) {
            throw new AssertionError("bytes have no input to fail", e);
        }
    }

    private static boolean isAtEnd(byte[] text, long from) {
        return from >= 0 && IntStream.range((int) Math.min(from, text.length), text.length)
                .allMatch(i -> Character.isWhitespace(text[i]));
    }

    /** The same fault in a file in which the text begins at that offset. */
    JsonFault in(byte[] file, int from) {
        int lines = 0;
        int start = 0; // of the line in which the text begins
        for (int i = 0; i < from; i++) {
            if (file[i] == '\n') {
                lines++;
                start = i + 1;
            }
        }
        return new JsonFault(line + lines, line == 1 ? column + from - start : column, problem);
    }
}
