package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Whether two statements with one id are the same (xAPI 1.0.3, Part 2, section 2.3.1, "Statement comparison"): all values must
 * be equal, except those that may change: values that the store assigns, verbs' displays, activities' definitions, the order of
 * a group's members, the zone of a timestamp, the case of an address's domain.
 */
final class StatementEquality {

    private static final Set<String> ASSIGNED = Set.of("id", "stored", "authority", "version");
    /** In JSON, 1 and 1.0 are the same number. */
    private static final Comparator<JsonNode> BY_VALUE = (a, b) -> a.isNumber() && b.isNumber()
            ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;

    private StatementEquality() {
    }

    /**
     * @param stored   a valid statement as the store keeps it
     * @param received a valid statement as it was received
     */
    static boolean same(ObjectNode stored, ObjectNode received) {
        ObjectNode one = comparable(stored);
        ObjectNode other = comparable(received);
        if (!received.has("timestamp")) {
            // The store has assigned a timestamp to the stored statement, and would assign one to the received statement too.
            one.remove("timestamp");
        }
        return one.equals(BY_VALUE, other);
    }

    private static ObjectNode comparable(ObjectNode statement) {
        ObjectNode copy = statement.deepCopy();
        copy.remove(ASSIGNED);
        parts(copy);
        return copy;
    }

    private static void parts(ObjectNode statement) {
        actor(statement.path("actor"));
        if (statement.path("verb") instanceof ObjectNode verb) {
            verb.remove("display");
        }
        if (statement.path("timestamp") instanceof TextNode time) {
            statement.put("timestamp", Formats.parseTimestamp(time.textValue()).toInstant().toString());
        }
        if (statement.path("object") instanceof ObjectNode object) {
            switch (object.path("objectType").asText("Activity")) {
                case "Activity" -> object.remove("definition");
                case "SubStatement" -> parts(object);
                default -> actor(object);
            }
        }
        context(statement.path("context"));
    }

    private static void context(JsonNode context) {
        actor(context.path("instructor"));
        actor(context.path("team"));
        for (JsonNode activities : context.path("contextActivities")) {
            Iterator<JsonNode> each = activities.isArray() ? activities.elements() : List.of(activities).iterator();
            each.forEachRemaining(activity -> ((ObjectNode) activity).remove("definition"));
        }
        if (context.path("contextActivities") instanceof ObjectNode kinds) {
            ContextActivities.asArrays(kinds);
        }
    }

    private static void actor(JsonNode node) {
        if (!(node instanceof ObjectNode actor)) {
            return;
        }
        if (actor.path("mbox") instanceof TextNode mbox) {
            int at = mbox.textValue().indexOf('@');
            actor.put("mbox", mbox.textValue().substring(0, at) + mbox.textValue().substring(at).toLowerCase(Locale.ROOT));
        }
        if (actor.path("member") instanceof ArrayNode members) {
            members.forEach(StatementEquality::actor);
            ArrayNode sorted = JsonNodeFactory.instance.arrayNode(members.size());
            StreamSupport.stream(members.spliterator(), false)
                    .sorted(Comparator.comparing(JsonNode::toString)).forEach(sorted::add);
            actor.set("member", sorted);
        }
    }
}
