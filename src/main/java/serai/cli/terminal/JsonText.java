package serai.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.util.Map;

/** Writes JSON in the form that commands print. */
public final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonText() {
    }

    public static String inOneLine(Object json) throws JsonProcessingException {
        return MAPPER.writeValueAsString(json);
    }

    public static String indented(Object json) throws JsonProcessingException {
        return MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json);
    }

    /** A text of JSON, to be a part of what is printed. */
    public static JsonNode tree(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    /** Writes texts, numbers and booleans, and no other values, as JSON in one line. */
    public static String line(Map<String, Object> values) {
        try {
            return inOneLine(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
