package serai.sandbox.lrs;

import java.util.List;
import java.util.Set;

/** Activities with their definitions (xAPI 1.0.3, Part 2, section 2.4.4.1). */
final class ActivityRules {

    private static final Set<String> ACTIVITY = Set.of("objectType", "id", "definition");
    private static final Set<String> DEFINITION = Set.of("name", "description", "type", "moreInfo", "extensions",
            "interactionType", "correctResponsesPattern", "choices", "scale", "source", "target", "steps");
    private static final List<String> INTERACTIONS = List.of("true-false", "choice", "fill-in", "long-fill-in",
            "matching", "performance", "sequencing", "likert", "numeric", "other");
    private static final List<String> COMPONENT_LISTS = List.of("choices", "scale", "source", "target", "steps");

    private ActivityRules() {
    }

    static void activity(Element activity) {
        activity.object(ACTIVITY);
        activity.optional("objectType", type -> type.oneOf(List.of("Activity")));
        Formats.iri(activity.require("id"));
        activity.optional("definition", ActivityRules::definition);
    }

    private static void definition(Element definition) {
        definition.object(DEFINITION);
        definition.optional("name", Formats::languageMap);
        definition.optional("description", Formats::languageMap);
        definition.optional("type", Formats::iri);
        definition.optional("moreInfo", Formats::iri);
        definition.optional("extensions", Formats::extensions);
        definition.optional("interactionType", type -> type.oneOf(INTERACTIONS));
        definition.optional("correctResponsesPattern", pattern -> pattern.items(Element::text));
        COMPONENT_LISTS.forEach(list -> definition.optional(list, components -> {
            definition.require("interactionType");
            components.items(ActivityRules::component);
        }));
    }

    private static void component(Element component) {
        component.object(Set.of("id", "description"));
        component.require("id").text();
        component.optional("description", Formats::languageMap);
    }
}
