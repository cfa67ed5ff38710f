package serai.destinations.files.finished;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fields of a manifest that a later version has written and this one does not know. An entry that is still what it was keeps
 * its fields, wherever it stands now. The entry of a file that was corrected does not: they may tell what was removed.
 */
final class LaterFields {

    private final List<ObjectNode> entries = new ArrayList<>();

    /** @param before the manifest as it was read */
    LaterFields(ObjectNode before) {
        before.elements().forEachRemaining(this::collect);
    }

    private void collect(JsonNode node) {
        if (node instanceof ObjectNode entry) {
            entries.add(entry);
        }
        node.elements().forEachRemaining(this::collect);
    }

    /** Adds to each entry below a node the fields that the same entry had before. */
    void keepBelow(JsonNode node) {
        node.elements().forEachRemaining(child -> {
            if (child instanceof ObjectNode entry) {
                entries.stream().filter(before -> tells(before, entry)).findFirst().ifPresent(entry::setAll);
            }
            keepBelow(child);
        });
    }

    /** Whether {@code before} has all that {@code now} has, with the same values. */
    private static boolean tells(JsonNode before, JsonNode now) {
        if (!(before instanceof ObjectNode && now instanceof ObjectNode entry)) {
            return before != null && before.equals(now);
        }
        for (Map.Entry<String, JsonNode> field : entry.properties()) {
            if (!tells(before.get(field.getKey()), field.getValue())) {
                return false;
            }
        }
        return true;
    }
}
