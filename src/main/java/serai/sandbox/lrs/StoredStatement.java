package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import serai.sandbox.web.StrictJson;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement that the store keeps: its JSON as text, which takes a fraction of the memory of a tree, and the values by which
 * queries filter.
 *
 * @param position     grows by one with every statement
 * @param activity     null if the object isn't an activity
 * @param registration null if the statement has none
 * @param voids        the id of the statement that this one voids; null if it voids none
 */
record StoredStatement(long position, UUID id, Instant stored, String verb, @Nullable String activity,
        @Nullable String registration, Set<String> actors, @Nullable UUID voids, byte[] bytes) {

    static StoredStatement of(long position, UUID id, Instant stored, ObjectNode json) {
        JsonNode object = json.path("object");
        String verb = json.path("verb").path("id").textValue();
        return new StoredStatement(position, id, stored, verb,
                object.path("objectType").asText("Activity").equals("Activity") ? object.path("id").textValue() : null,
                json.path("context").path("registration").textValue(),
                Stream.of(json.path("actor"), object).flatMap(ActorRules::identifiersOf).collect(Collectors.toSet()),
                verb.equals(StatementRules.VOIDED) ? Formats.parseUuid(object.path("id").textValue()) : null,
                StrictJson.write(json));
    }

    Optional<UUID> voided() {
        return Optional.ofNullable(voids);
    }

    ObjectNode json() {
        return (ObjectNode) StrictJson.read(bytes);
    }
}
