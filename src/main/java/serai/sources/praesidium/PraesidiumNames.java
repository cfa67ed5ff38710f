package serai.sources.praesidium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renames properties from the camel case of Praesidium's document until 2022-12-13 to the snake case of the present document.
 * If an object has both names, the value of the present name is used.
 */
final class PraesidiumNames {

    private static final Map<String, String> ENVELOPE = Map.of(
            "eventType", "event_type",
            "eventTimestamp", "event_timestamp",
            "eventContext", "event_context",
            "eventSpecificDetail", "event_specific_detail");
    private static final Map<String, String> CONTEXT = Map.of("learningPath", "learning_path");
    private static final Map<String, String> DETAIL = Map.of("userDetail", "user_detail");
    private static final Map<String, String> USER = Map.of("firstName", "first_name", "lastName", "last_name");

    private static final Set<String> OLD = Stream.of(ENVELOPE, CONTEXT, DETAIL, USER).flatMap(names -> names.keySet().stream())
            .collect(Collectors.toUnmodifiableSet());

    private PraesidiumNames() {
    }

    /** Whether it is one of the former names, in whichever object. */
    static boolean isOld(String name) {
        return OLD.contains(name);
    }

    /** Returns the event with the present names; the order of the properties stays. */
    static ObjectNode present(ObjectNode event) {
        ObjectNode present = renamed(event, ENVELOPE);
        rename(present, "event_context", CONTEXT);
        rename(present, "event_specific_detail", DETAIL);
        if (present.path("event_specific_detail") instanceof ObjectNode detail) {
            rename(detail, "user_detail", USER);
        }
        return present;
    }

    private static void rename(ObjectNode parent, String name, Map<String, String> names) {
        if (parent.path(name) instanceof ObjectNode child) {
            parent.set(name, renamed(child, names));
        }
    }

    private static ObjectNode renamed(ObjectNode object, Map<String, String> names) {
        if (names.keySet().stream().noneMatch(object::has)) {
            return object;
        }
        ObjectNode renamed = object.objectNode();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            String present = names.getOrDefault(property.getKey(), property.getKey());
            renamed.set(object.has(present) ? property.getKey() : present, property.getValue());
        }
        return renamed;
    }
}
