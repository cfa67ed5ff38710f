package serai.bench.peer.handwritten;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * An event of Praesidium Academy.
 *
 * @param time in seconds since 1970
 * @param id   the same whenever the same event is sent again
 * @param raw  as it was sent
 */
record Event(long time, UUID id, String type, String learner, byte[] raw) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Event.class.getResourceAsStream("/serai/sources/praesidium/praesidium-1.0.schema.json"));

    /**
     * Reads one.
     *
     * @throws IOException      if it is not JSON
     * @throws RuntimeException if it breaks the schema, or has no time that can be read
     */
    static Event decode(byte[] raw) throws IOException {
        JsonNode event = JSON.readTree(raw);
        if (!SCHEMA.validate(event).isEmpty()) {
            throw new IllegalArgumentException("breaks the schema");
        }
        String type = event.path("event_type").textValue();
        String time = event.path("event_timestamp").textValue();
        JsonNode context = event.path("event_context");
        String learner = context.path("uuid").asText(context.path("user").asText());
        JsonNode completed = context.path(type.equals("COURSE_COMPLETED") ? "course" : "learning_path");
        String identity = String.join("\n", type, learner, completed.path("id").asText(), time);
        return new Event(LocalDateTime.parse(time, TIME).toEpochSecond(ZoneOffset.UTC),
                UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)), type, learner, raw);
    }
}
