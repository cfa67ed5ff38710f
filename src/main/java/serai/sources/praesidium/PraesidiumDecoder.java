package serai.sources.praesidium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.model.Activity;
import serai.model.EventType;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.sources.EventDecoder;
import serai.sources.EventFields;
import serai.sources.EventJson;
import serai.sources.RecordFactory;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decodes Praesidium Academy's events (docs/sources.md), in every shape that the specification's changelog implies. An event
 * with a type or version that the specification doesn't have yet is kept as an unknown event. Pointers in errors use the
 * property names of the present specification, in snake case.
 */
public final class PraesidiumDecoder implements EventDecoder {

    static final String VERSION = "1.0";
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
        Completion completion = CompletionReader.read(raw);
        return completion == null ? bySchema(raw) : completion.record(intake, raw);
    }

    /** Decodes an event that was not read in one pass: an unknown or rare one, or one that has to be refused. */
    LearningRecord bySchema(byte[] raw) {
        ObjectNode event = PraesidiumNames.present(EventJson.read(raw));
        String type = EventFields.of(event).word("event_type", "the name of the event's type");
        JsonNode version = event.path("version");
        if (version.isValueNode() && !version.isNull() && !isReadable(version)) {
            return intake.unknown(type + "@" + version.asText().strip(), type, raw);
        }
        event.put("event_type", type);
        if (version.isTextual()) {
            event.put("version", version.asText().strip()); // the schema's pattern takes only ASCII's blanks for blank
        }
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
        return new Completion(type, envelope.time("event_timestamp"), learner, activity).record(intake, raw);
    }

    private static Learner learner(EventFields context, EventFields detail) {
        Learner learner = Completion.learner(context.optionalText("uuid", TEXT), context.optionalText("user", TEXT),
                detail.optionalText("clientExternalId", TEXT), detail.optionalText("first_name", TEXT),
                detail.optionalText("last_name", TEXT), refs(detail));
        if (learner == null) {
            throw context.unreadable("uuid", "is missing", "the user's UUID");
        }
        return learner;
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
