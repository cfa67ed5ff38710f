package serai.destinations.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Compares a statement of a store with the one that Serai has sent (xAPI 1.0.3, Part 2, section 2.3.1). It ignores values that
 * the store adds or may change: who stored the statement and when, the version, displays and definitions, default object types,
 * and the notation of times, numbers and single activities.
 */
final class StatementComparison {

    private static final List<String> OF_THE_STORE = List.of("stored", "authority", "version");
    private static final List<String> MAY_CHANGE = List.of("display", "definition");
    private static final Set<String> GOES_WITHOUT_SAYING = Set.of("Agent", "Activity");
    private static final List<String> ACTIVITIES = List.of("parent", "grouping", "category", "other");
    /** In JSON, 1 and 1.0 are the same number. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue()) : one.equals(other) ? 0 : 1;

    private StatementComparison() {
    }

    static boolean same(JsonNode stored, JsonNode sent) {
        return stored instanceof ObjectNode && comparable(stored).equals(BY_VALUE, comparable(sent));
    }

    private static ObjectNode comparable(JsonNode statement) {
        ObjectNode copy = statement.deepCopy();
        copy.remove(OF_THE_STORE);
        copy.put("timestamp", moment(copy.path("timestamp").asText()));
        ObjectNode extensions = copy.path("context").path("extensions") instanceof ObjectNode own ? own.deepCopy() : null;
        settle(copy);
        if (extensions != null) {
            copy.withObject("/context").set("extensions", extensions); // extensions are compared completely
        }
        return copy;
    }

    private static String moment(String time) {
        try {
            return OffsetDateTime.parse(time).toInstant().toString();
        } catch (DateTimeException e) {
            return time;
        }
    }

    private static void settle(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(MAY_CHANGE);
            if (GOES_WITHOUT_SAYING.contains(object.path("objectType").asText())) {
                object.remove("objectType");
            }
            ACTIVITIES.stream().filter(kind -> object.path(kind).isObject())
                    .forEach(kind -> object.set(kind, JsonNodeFactory.instance.arrayNode().add(object.get(kind))));
        }
        node.forEach(StatementComparison::settle);
    }
}
