package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import serai.sandbox.web.ClientErrorException;
import serai.sandbox.web.StrictJson;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;

/**
 * The filters of a GET for statements (xAPI 1.0.3, Part 3, section 2.1.3). A filter that isn't set is null.
 *
 * @param agent the identifier of an agent or a group
 * @param since only statements that were stored after this time
 * @param until only statements that were stored at or before this time
 * @param limit greatest number of statements in an answer; at least 1
 * @param after the position of the last statement of the page before: the store's own parameter, in the address {@code more}
 */
record StatementQuery(@Nullable String verb, @Nullable String activity, @Nullable String registration,
        @Nullable String agent, @Nullable Instant since, @Nullable Instant until, int limit, boolean ascending,
        @Nullable Long after) {

    /** The greatest size of a page, and the size for {@code limit=0}. */
    static final int MAX_LIMIT = 500;

    static final Set<String> PARAMETERS = Set.of("verb", "activity", "registration", "agent", "since", "until", "limit",
            "ascending", "after", "format", "attachments", "related_activities", "related_agents");

    /** @throws ClientErrorException with 400 if a parameter is invalid, or this store does not support it */
    static StatementQuery of(Parameters parameters) {
        parameters.onlyValue("format", "exact");
        parameters.onlyValue("attachments", "false");
        parameters.onlyValue("related_activities", "false");
        parameters.onlyValue("related_agents", "false");
        int limit = (int) Math.min(parameters.wholeNumber("limit", 0), MAX_LIMIT);
        return new StatementQuery(parameters.iri("verb"), parameters.iri("activity"),
                parameters.has("registration") ? parameters.uuid("registration").toString() : null,
                parameters.has("agent") ? agent(parameters.get("agent")) : null,
                time(parameters, "since"), time(parameters, "until"), limit == 0 ? MAX_LIMIT : limit,
                parameters.bool("ascending"), parameters.has("after") ? parameters.wholeNumber("after", 0) : null);
    }

    boolean matches(StoredStatement statement) {
        return (verb == null || verb.equals(statement.verb()))
                && (activity == null || activity.equals(statement.activity()))
                && (registration == null || registration.equalsIgnoreCase(statement.registration()))
                && (agent == null || statement.actors().contains(agent))
                && (since == null || statement.stored().isAfter(since))
                && (until == null || !statement.stored().isAfter(until));
    }

    private static String agent(String json) {
        JsonNode actor = StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));
        ActorRules.agentOrGroup(new Element("agent", actor));
        return ActorRules.identifiersOf(actor).findFirst()
                .orElseThrow(() -> new ClientErrorException(400, "agent has no identifier"));
    }

    private static @Nullable Instant time(Parameters parameters, String name) {
        try {
            return parameters.has(name) ? Formats.parseTimestamp(parameters.get(name)).toInstant() : null;
        } catch (DateTimeException e) {
            throw new ClientErrorException(400, name + " must be an ISO 8601 date and time with a zone");
        }
    }
}
