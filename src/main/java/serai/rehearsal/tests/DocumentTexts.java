package serai.rehearsal.tests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.util.Optional;

/** Documents as text and as JSON, for comparing. */
final class DocumentTexts {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private DocumentTexts() {
    }

    /** The text as JSON; empty if it is none. */
    static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(json -> !json.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** JSON on lines of its own. */
    static String indented(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can't be written as JSON", e);
        }
    }

    /** Whether they are the same JSON: 1 and 1.0 are the same number, and the order of names does not matter. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals((first, second) -> first.isNumber() && second.isNumber()
                ? first.decimalValue().compareTo(second.decimalValue()) : first.equals(second) ? 0 : 1, other);
    }
}
