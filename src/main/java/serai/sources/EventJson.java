package serai.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The JSON of an event (RFC 8259), with the two liberties that real senders take: a byte order mark before it, and a comma
 * after the last property of an object. Errors are: a property named twice, text after the object, and bytes that aren't UTF-8.
 * Such input can be read in two ways, so Serai must not choose one of them.
 */
public final class EventJson {

    /** Limits for what a sender can make Serai build in memory; the payloads in both platforms' documents stay far below them. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxStringLength(65_536)
            .maxNameLength(1_024)
            .maxNumberLength(200)
            .build();

    private static final JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(LIMITS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final ObjectReader READER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .reader();

    private static final String TOO_MUCH = "the JSON is nested too deeply, or a text, name or number in it is too long";

    /** Length of an escaped character in JSON: a backslash, a u and four digits. */
    private static final int ESCAPE = 6;
    private static final int HEX_DIGITS = 4;
    private static final int HEX = 16;

    private EventJson() {
    }

    /** @throws UnreadableEventException if the bytes aren't one JSON object */
    public static ObjectNode read(byte[] raw) {
        String text = text(raw);
        JsonNode document;
        try (JsonParser parser = READER.createParser(text)) {
            document = tree(parser, text);
        } catch (IOException e) {
            throw new AssertionError("a text has no input to fail");
        }
        if (document instanceof ObjectNode event) {
            if (text.contains("\\ud") || text.contains("\\uD")) {
                requireWholeCharacters(text);
            }
            return event;
        }
        throw UnreadableEventException.at("", "is of the wrong JSON type", "an object");
    }

    /**
     * The tokens of an event for one pass over its bytes, under the rules of {@link #read}. An event is left to {@link #read} if
     * tokens alone would not keep these rules: with an escaped surrogate, or a U+FFFD, which may stand for bytes that aren't UTF-8.
     * The caller also has to read each value that it does not use, because only reading a value tells that it is too long.
     *
     * @return null if the event is left to {@link #read}
     */
    public static @Nullable JsonParser tokens(byte[] raw) throws IOException {
        int start = raw.length > 2 && raw[0] == (byte) 0xEF && raw[1] == (byte) 0xBB && raw[2] == (byte) 0xBF ? 3 : 0;
        if (raw.length - start < 2 || raw[start] <= 0 || raw[start + 1] <= 0) {
            return null; // Jackson would guess at another encoding
        }
        String text = new String(raw, StandardCharsets.UTF_8);
        boolean left = text.indexOf('\uFFFD') >= 0 || text.contains("\\ud") || text.contains("\\uD");
        return left ? null : FACTORY.createParser(raw, start, raw.length - start);
    }

    /**
     * Refuses half a surrogate pair, which only an escape can produce. It has no bytes in UTF-8, so two texts with different
     * halves would be stored as the same text. The message gives the place as line and column, because a JSON pointer would
     * contain a property name that the sender chose.
     *
     * @param text valid JSON
     */
    private static void requireWholeCharacters(String text) {
        int half = -1; // where the current pair begins
        for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i)) {
            boolean named = text.charAt(i + 1) == 'u';
            char one = named ? (char) Integer.parseInt(text, i + 2, i + 2 + HEX_DIGITS, HEX) : ' ';
            boolean second = half >= 0 && i == half + ESCAPE && Character.isLowSurrogate(one);
            if (half >= 0 && !second || !second && Character.isLowSurrogate(one)) {
                throw halfACharacter(text, half >= 0 ? half : i);
            }
            half = Character.isHighSurrogate(one) ? i : -1;
            i += named ? ESCAPE : 2;
        }
        if (half >= 0) {
            throw halfACharacter(text, half);
        }
    }

    private static UnreadableEventException halfACharacter(String text, int at) {
        int line = (int) text.substring(0, at).chars().filter(one -> one == '\n').count() + 1;
        return UnreadableEventException.notJson(line, at - text.lastIndexOf('\n', at), "half a surrogate pair is not a character");
    }

    private static JsonNode tree(JsonParser parser, String text) throws IOException {
        try {
            JsonNode document = READER.readTree(parser);
            if (document == null || document.isMissingNode()) {
                throw unreadable(parser.currentLocation(), "the body is empty");
            }
            if (parser.nextToken() != null) {
                throw unreadable(parser.currentTokenLocation(), "there is more after the JSON");
            }
            return document;
        } catch (JsonProcessingException e) {
            if (e.getOriginalMessage().contains("surrogate")) { // Jackson itself refuses half a pair in a property's name
                requireWholeCharacters(text.substring(0, (int) Math.max(0, e.getLocation().getCharOffset())));
            }
            throw unreadable(e.getLocation() == null ? parser.currentLocation() : e.getLocation(), problem(e));
        } catch (NumberFormatException e) {
            // An exponent too large for a BigDecimal: Jackson does not turn this into a JsonProcessingException.
            throw unreadable(parser.currentTokenLocation(), TOO_MUCH);
        }
    }

    private static UnreadableEventException unreadable(JsonLocation place, String problem) {
        return UnreadableEventException.notJson(
                Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()), problem);
    }

    private static String problem(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return TOO_MUCH;
        }
        return e instanceof JsonEOFException ? "the JSON ends too early" : "this isn't JSON, or names a property twice";
    }

    private static String text(byte[] raw) {
        String text = new String(raw, StandardCharsets.UTF_8);
        // A replacement character means that bytes aren't UTF-8, or that the sender sent that character: only then is the
        // slower check needed.
        String read = text.indexOf('\uFFFD') < 0 ? text : strictText(raw);
        return read.startsWith("\uFEFF") ? read.substring(1) : read;
    }

    private static String strictText(byte[] raw) {
        ByteBuffer bytes = ByteBuffer.wrap(raw);
        CharBuffer text = CharBuffer.allocate(raw.length);
        CoderResult decoded = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes, text, true);
        String read = text.flip().toString();
        if (decoded.isError()) {
            int line = 1 + (int) read.chars().filter(c -> c == '\n').count();
            int column = read.length() - read.lastIndexOf('\n');
            throw UnreadableEventException.notJson(line, column, "these bytes aren't UTF-8");
        }
        return read;
    }
}
