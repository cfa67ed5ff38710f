package serai.formats.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import serai.model.RecordField;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the fields that an expression reads and no record has: the expression runs on a record that notes what is read of it. */
final class ReadFields {

    private static final Set<String> KNOWN = Arrays.stream(RecordField.values()).map(RecordField::path)
            .collect(Collectors.toSet());
    /** Below this path, the platform chooses the names of fields. */
    private static final String REFS = RecordField.LEARNER_REFS.path() + ".";

    private final Set<String> unknown = new TreeSet<>();

    /** The paths that were looked for and that no record has, such as {@code learner.externalID}. */
    Set<String> unknown() {
        return unknown;
    }

    static boolean isKnown(String path) {
        return KNOWN.contains(path) || path.startsWith(REFS);
    }

    private void note(String path) {
        if (!isKnown(path)) {
            unknown.add(path);
        }
    }

    /** A record's JSON, as JSLT reads it. */
    ObjectNode node(JsonNode record) {
        return (ObjectNode) node(record, "");
    }

    @SuppressWarnings("unchecked") // of Jackson's own deepCopy()
    private JsonNode node(JsonNode value, String path) {
        if (!value.isObject()) {
            return value;
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        value.properties().forEach(field -> fields.put(field.getKey(), node(field.getValue(), path + field.getKey() + ".")));
        return new ObjectNode(JsonNodeFactory.instance, fields) {
            @Override
            public @Nullable JsonNode get(String name) {
                note(path + name);
                return super.get(name);
            }
        };
    }

    /** A record's JSON, as JSONata reads it. */
    Object values(JsonNode record) {
        return values(TemplateJson.MAPPER.convertValue(record, Object.class), "");
    }

    private Object values(Object value, String path) {
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(one -> all.add(values(one, path)));
            return all;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> fields = new LinkedHashMap<>() {
            @Override
            public @Nullable Object get(Object name) {
                note(path + name);
                return super.get(name);
            }
        };
        map.forEach((name, one) -> fields.put(String.valueOf(name), values(one, path + name + ".")));
        return fields;
    }
}
