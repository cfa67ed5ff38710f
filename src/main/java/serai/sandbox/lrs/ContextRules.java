package serai.sandbox.lrs;

import java.util.List;
import java.util.Set;

/** Context and attachments (xAPI 1.0.3, Part 2, sections 2.4.6 and 2.4.11). */
final class ContextRules {

    static final Set<String> ACTIVITIES = Set.of("parent", "grouping", "category", "other");

    private static final Set<String> CONTEXT = Set.of("registration", "instructor", "team", "contextActivities",
            "revision", "platform", "language", "statement", "extensions");
    private static final Set<String> ATTACHMENT =
            Set.of("usageType", "display", "description", "contentType", "length", "sha2", "fileUrl");

    private ContextRules() {
    }

    static void context(Element context, boolean aboutActivity) {
        context.object(CONTEXT);
        context.optional("registration", Formats::uuid);
        context.optional("instructor", ActorRules::agentOrGroup);
        context.optional("team", team -> {
            team.object();
            team.require("objectType").oneOf(List.of("Group"));
            ActorRules.group(team);
        });
        context.optional("contextActivities", activities -> activities.object(ACTIVITIES)
                .entries((kind, listed) -> oneOrMore(listed)));
        for (String name : List.of("revision", "platform")) {
            context.optional(name, text -> {
                text.text();
                if (!aboutActivity) {
                    throw text.invalid("may only be given where the statement's object is an activity");
                }
            });
        }
        context.optional("language", Formats::language);
        context.optional("statement", ContextRules::statementRef);
        context.optional("extensions", Formats::extensions);
    }

    static void statementRef(Element reference) {
        reference.object(Set.of("objectType", "id"));
        reference.require("objectType").oneOf(List.of("StatementRef"));
        Formats.uuid(reference.require("id"));
    }

    /** Accepts only attachments with an address, because this store does not support {@code multipart/mixed}. */
    static void attachment(Element attachment) {
        attachment.object(ATTACHMENT);
        Formats.iri(attachment.require("usageType"));
        Formats.languageMap(attachment.require("display"));
        attachment.optional("description", Formats::languageMap);
        attachment.require("contentType").text();
        attachment.require("length").wholeNumber();
        Formats.sha2(attachment.require("sha2"));
        Formats.iri(attachment.require("fileUrl"));
    }

    private static void oneOrMore(Element activities) {
        if (activities.value().isArray()) {
            activities.items(ActivityRules::activity);
        } else {
            ActivityRules.activity(activities);
        }
    }
}
