package serai.formats.template;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import java.io.IOException;
import java.io.Writer;

/** JSON as templates read and write it. Decimals keep their digits. */
final class TemplateJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private TemplateJson() {
    }

    /** @param json that is known to be JSON */
    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a record's JSON can't be read"); // without the cause, which may quote it
        }
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * What a template has made, after checking that it is a document.
     *
     * @throws serai.formats.UntranslatableRecordException if it is nothing, no object and no array, or has a number without digits
     */
    static JsonNode document(JsonNode made, TemplateFile template) {
        if (!made.isContainerNode()) {
            throw template.failed(0, 0, made.isNull() || made.isMissingNode() ? "makes no document"
                    : "makes a single value, where a document is an object or an array");
        }
        requireFinite(made, template);
        return made;
    }

    private static void requireFinite(JsonNode node, TemplateFile template) {
        if (node.isFloatingPointNumber() && !node.isBigDecimal() && !Double.isFinite(node.doubleValue())) {
            throw template.failed(0, 0, "makes a number that JSON can't express: it divides by zero, or is too large");
        }
        node.forEach(part -> requireFinite(part, template));
    }

    /** Writes on one line; whatever stood in a record's text stays inside of a string. */
    static void write(JsonNode document, Writer to) throws IOException {
        try (JsonGenerator json = MAPPER.createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            MAPPER.writeTree(json, document);
        }
    }
}
