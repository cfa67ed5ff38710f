package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes an array of a single context activity, as a store returns it (xAPI 1.0.3, Part 2, section 2.4.6.2). */
final class ContextActivities {

    private ContextActivities() {
    }

    static void asArrays(ObjectNode contextActivities) {
        for (String kind : ContextRules.ACTIVITIES) {
            if (contextActivities.get(kind) instanceof ObjectNode single) {
                contextActivities.putArray(kind).add(single);
            }
        }
    }
}
