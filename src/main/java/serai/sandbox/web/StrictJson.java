package serai.sandbox.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** Reads and writes JSON. Decimals keep their digits; input that isn't exactly one JSON value is refused. */
public final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StrictJson() {
    }

    /** @throws ClientErrorException with 400 if the bytes aren't one JSON value, naming line and column */
    public static JsonNode parse(byte[] bytes) {
        try {
            JsonNode json = MAPPER.readTree(bytes);
            if (json.isMissingNode()) {
                throw new ClientErrorException(400, "the body is empty; send JSON");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new ClientErrorException(400, "the body is malformed JSON at line %s, column %s".formatted(
                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                    e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new ClientErrorException(400, "the body is not UTF-8; send JSON in UTF-8");
        }
    }

    /** Reads JSON that {@link #write} has written. */
    public static JsonNode read(byte[] written) {
        try {
            return MAPPER.readTree(written);
        } catch (IOException e) {
            throw new IllegalStateException("the JSON that was written can't be read", e);
        }
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can't be written as JSON", e);
        }
    }
}
