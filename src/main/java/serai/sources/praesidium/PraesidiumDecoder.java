package serai.sources.praesidium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.model.Activity;
import serai.model.ContactType;
import serai.model.EventType;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.model.Result;
import serai.sources.EventDecoder;
import serai.sources.EventFields;
import serai.sources.EventJson;
import serai.sources.RecordFactory;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Decodes Praesidium Academy's events (docs/sources.md), in every shape that the specification's changelog implies. An event
 * with a type or version that the specification doesn't have yet is kept as an unknown event. Pointers in errors use the
 * property names of the present specification, in snake case.
 */
public final class PraesidiumDecoder implements EventDecoder {

    private static final String VERSION = "1.0";
    private static final List<String> REFS = List.of("ref3", "ref4", "ref5", "ref7", "ref8", "ref9");
    private static final String TEXT = "a text or null";

    private final RecordFactory intake;

    /**
     * @param source the source's name; part of every record's id, so it must never change
     * @param clock  tells when an event was received
     */
    public PraesidiumDecoder(String source, Clock clock) {
        this.intake = new RecordFactory(source, Platform.PRAESIDIUM, clock);
    }

    @Override
    public LearningRecord decode(byte[] raw) {
        ObjectNode event = PraesidiumNames.present(EventJson.read(raw));
        String type = EventFields.of(event).word("event_type", "the name of the event's type");
        JsonNode version = event.path("version");
        if (version.isValueNode() && !version.isNull() && !isReadable(version)) {
            return intake.unknown(type + "@" + version.asText().strip(), type, raw);
        }
        event.put("event_type", type);
        return switch (type) {
            case "COURSE_COMPLETED" -> completed(EventType.COURSE_COMPLETED, Activity.Type.COURSE, "course", event, raw);
            case "LEARNING_PATH_COMPLETED" ->
                completed(EventType.LEARNING_PATH_COMPLETED, Activity.Type.LEARNING_PATH, "learning_path", event, raw);
            default -> intake.unknown(type, type, raw);
        };
    }

    /** Whether the event is checked against the schema: its version is the one that Serai knows, or blank. */
    private static boolean isReadable(JsonNode version) {
        return version.asText().isBlank() || version.asText().strip().equals(VERSION);
    }

    private LearningRecord completed(EventType type, Activity.Type kind, String property, ObjectNode event, byte[] raw) {
        PraesidiumSchema.check(event);
        EventFields envelope = EventFields.of(event);
        EventFields context = envelope.optionalObject("event_context");
        EventFields completed = context.optionalObject(property);
        Activity activity = Activity.of(kind, completed.word("id", "the SKU as text"),
                completed.text("name", "the name as text"));
        Learner learner = learner(context,
                envelope.optionalObject("event_specific_detail").optionalObject("user_detail"));
        return intake.known(type, type.name(), envelope.time("event_timestamp"), learner, activity,
                new Result(true, null), raw);
    }

    private static Learner learner(EventFields context, EventFields detail) {
        String user = context.optionalText("user", TEXT);
        String externalId = detail.optionalText("clientExternalId", TEXT);
        String id = Stream.of(context.optionalText("uuid", TEXT), externalId, user)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> context.unreadable("uuid", "is missing", "the user's UUID"))
                .strip();
        return new Learner(id, externalId, detail.optionalText("first_name", TEXT),
                detail.optionalText("last_name", TEXT), user, user == null ? null : ContactType.EMAIL, refs(detail));
    }

    private static Map<String, String> refs(EventFields detail) {
        Map<String, String> refs = new TreeMap<>();
        for (String name : REFS) {
            String text = detail.optionalText(name, TEXT);
            if (text != null) {
                refs.put(name, text);
            }
        }
        return refs;
    }
}
