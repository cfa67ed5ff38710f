package serai.formats.template;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import serai.formats.LocalTimes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Mustache template sees of a record: the fields of its JSON, and {@code local}, with {@code occurredDate},
 * {@code occurredDateTime}, {@code receivedDate} and {@code receivedDateTime} in {@code serai.zone}. Of a batch: {@code records},
 * and their {@code count}; {@code last} is true in the last of them. Numbers are texts with the digits that were sent. There are
 * only maps, lists, texts and booleans, so that a template can't reach into Java.
 *
 * @param times of the configured zone
 */
record MustacheInput(LocalTimes times) {

    Map<String, Object> of(JsonNode input) {
        if (!input.isArray()) {
            return record(input, true);
        }
        List<Object> records = new ArrayList<>();
        for (int i = 0; i < input.size(); i++) {
            records.add(record(input.get(i), i == input.size() - 1));
        }
        return Map.of("records", records, "count", String.valueOf(records.size()));
    }

    private Map<String, Object> record(JsonNode record, boolean last) {
        Map<String, Object> fields = object(record);
        Map<String, Object> local = new LinkedHashMap<>();
        put(local, "occurredDate", times.date(text(record, "occurredAt")));
        put(local, "occurredDateTime", times.dateTime(text(record, "occurredAt")));
        put(local, "receivedDate", times.date(text(record, "receivedAt")));
        put(local, "receivedDateTime", times.dateTime(text(record, "receivedAt")));
        fields.put("local", local);
        fields.put("last", last);
        return fields;
    }

    private static @Nullable String text(JsonNode record, String field) {
        return record.hasNonNull(field) ? record.get(field).asText() : null;
    }

    private static void put(Map<String, Object> local, String name, @Nullable String text) {
        if (text != null) {
            local.put(name, text);
        }
    }

    private static Map<String, Object> object(JsonNode object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
        return fields;
    }

    private static Object value(JsonNode value) {
        if (value.isObject()) {
            return object(value);
        } else if (value.isArray()) {
            List<Object> list = new ArrayList<>();
            value.forEach(one -> list.add(value(one)));
            return list;
        }
        return value.isBoolean() ? (Object) value.booleanValue()
                : value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }
}
