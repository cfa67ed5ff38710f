package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for a statement in JSON (xAPI 1.0.3, Part 2, sections 2.2 and 2.4). */
final class StatementRules {

    static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";

    private static final Set<String> SUB_STATEMENT = Set.of("objectType", "actor", "verb", "object", "result",
            "context", "timestamp", "attachments");
    private static final Set<String> STATEMENT = Set.of("id", "actor", "verb", "object", "result", "context",
            "timestamp", "stored", "authority", "version", "attachments");
    private static final Pattern VERSION = Pattern.compile("1\\.0(\\.\\d+)?");

    private StatementRules() {
    }

    /** @throws InvalidStatementException naming the first place that breaks a rule, as a JSON pointer */
    static void check(JsonNode json) {
        Element statement = new Element("", json).object(STATEMENT);
        statement.optional("id", Formats::uuid);
        statement.optional("stored", Formats::timestamp);
        statement.optional("authority", ActorRules::agentOrGroup);
        statement.optional("version", version -> {
            if (!VERSION.matcher(version.text()).matches()) {
                throw version.invalid("must be 1.0.x");
            }
        });
        parts(statement, true);
    }

    private static void parts(Element statement, boolean whole) {
        ActorRules.agentOrGroup(statement.require("actor"));
        Element verb = statement.require("verb").object(Set.of("id", "display"));
        Formats.iri(verb.require("id"));
        verb.optional("display", Formats::languageMap);
        Element object = statement.require("object").object();
        String type = object.value().path("objectType").asText("Activity");
        object(object, type, whole);
        if (verb.require("id").text().equals(VOIDED) && !type.equals("StatementRef")) {
            throw object.invalid("must be a StatementRef, because the verb is voided");
        }
        statement.optional("result", ResultRules::result);
        statement.optional("context", context -> ContextRules.context(context, type.equals("Activity")));
        statement.optional("timestamp", Formats::timestamp);
        statement.optional("attachments", list -> list.items(ContextRules::attachment));
    }

    private static void object(Element object, String type, boolean whole) {
        switch (type) {
            case "Activity" -> ActivityRules.activity(object);
            case "Agent", "Group" -> ActorRules.agentOrGroup(object);
            case "StatementRef" -> ContextRules.statementRef(object);
            case "SubStatement" -> {
                if (!whole) {
                    throw object.invalid("must not be a SubStatement inside of another");
                }
                parts(object.object(SUB_STATEMENT), false);
            }
            default -> object.require("objectType")
                    .oneOf(List.of("Activity", "Agent", "Group", "StatementRef", "SubStatement"));
        }
    }
}
