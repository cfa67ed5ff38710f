package serai.destinations.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.model.Identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes voiding statements, which tell a learning record store that other statements are void (xAPI 1.0.3, Part 2, section
 * 2.3.2). Each has an id derived from that of the voided statement, and no time of its own, so that a repeat sends the same one.
 */
public final class VoidingStatements {

    static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String WHO = "serai";
    private static final String REFERENCE = "StatementRef";

    private String homePage = "";

    /** @param homePage IRL of the system in which the actor of these statements has its account */
    public void setHomePage(String homePage) {
        this.homePage = homePage;
    }

    /**
     * One JSON array of statements, in the order of the ids.
     *
     * @param ids of the statements to be voided, as the store knows them
     */
    public String write(List<UUID> ids) {
        ArrayNode all = JSON.createArrayNode();
        ids.forEach(id -> all.add(statement(id)));
        return all.toString();
    }

    private ObjectNode statement(UUID voided) {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("id", Identity.of(voided, "voided").toString());
        statement.putObject("actor").put("objectType", "Agent").putObject("account").put("homePage", homePage).put("name", WHO);
        statement.putObject("verb").put("id", VOIDED).putObject("display").put("en-US", "voided");
        statement.putObject("object").put("objectType", REFERENCE).put("id", voided.toString());
        return statement;
    }

    /** The ids of the statements that these void; empty if one of these is no voiding statement. */
    static Optional<List<String>> voidedBy(JsonNode statements) {
        List<String> ids = new ArrayList<>();
        for (JsonNode one : statements) {
            JsonNode object = one.path("object");
            if (!one.path("verb").path("id").asText().equals(VOIDED) || !object.path("objectType").asText().equals(REFERENCE)) {
                return Optional.empty();
            }
            ids.add(object.path("id").asText());
        }
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids);
    }
}
