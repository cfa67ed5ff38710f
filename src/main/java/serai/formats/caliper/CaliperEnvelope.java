package serai.formats.caliper;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;
import serai.formats.Format;
import serai.formats.Json;
import serai.formats.KnownType;
import serai.formats.MappingVersion;
import serai.model.Activity;
import serai.model.Identity;
import serai.model.InstantText;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Writes events of Caliper Analytics 1.2 in one envelope. The event's id is the record's id. Ids of related entities, such as
 * the attempt at an exam, are derived from it. An exam with a score becomes two events: the learner submits the exam, and the
 * platform grades the attempt. Learners are identified by the platform's id only.
 */
public final class CaliperEnvelope implements Format {

    private static final String VERSION = "http://purl.imsglobal.org/ctx/caliper/v1p2";
    private static final String MAPPING = MappingVersion.of("caliper:envelope");

    private final CaliperSettings settings;
    private final Clock clock;

    /** @param clock gives the envelope's send time */
    public CaliperEnvelope(CaliperSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String write(List<LearningRecord> records) {
        return Json.text(json -> {
            json.writeStartObject();
            json.writeStringField("sensor", settings.sensor());
            json.writeStringField("sendTime", InstantText.milliseconds(clock.instant()));
            json.writeStringField("dataVersion", VERSION);
            json.writeFieldName("data");
            Json.array(records, this::events, json);
            json.writeEndObject();
        });
    }

    private void events(LearningRecord record, JsonGenerator json) throws IOException {
        CaliperAction action = CaliperAction.of(record, KnownType.of(record, "an event of Caliper"));
        begin(record.id(), action, json);
        json.writeFieldName("actor");
        entity(learner(record), "Person", null, json);
        json.writeFieldName("object");
        object(record, json);
        if (action.isAttempt()) {
            json.writeFieldName("generated");
            attempt(record, json);
        }
        end(record, json);
        if (action == CaliperAction.EXAM_SUBMITTED && percentage(record) != null) {
            graded(record, json);
        }
    }

    private void graded(LearningRecord record, JsonGenerator json) throws IOException {
        begin(Identity.of(record.id(), "graded"), CaliperAction.GRADED, json);
        json.writeFieldName("actor");
        platform(record.platform(), json);
        json.writeFieldName("object");
        attempt(record, json);
        json.writeObjectFieldStart("generated");
        json.writeStringField("id", urn(Identity.of(record.id(), "score")));
        json.writeStringField("type", "Score");
        json.writeStringField("attempt", attemptId(record));
        json.writeNumberField("maxScore", 100);
        json.writeNumberField("scoreGiven", percentage(record));
        json.writeStringField("scoredBy", settings.platforms().home(record.platform()));
        json.writeEndObject();
        end(record, json);
    }

    private static void begin(UUID id, CaliperAction action, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("@context", VERSION);
        json.writeStringField("id", urn(id));
        json.writeStringField("type", action.eventType());
        json.writeStringField("profile", action.profile());
        json.writeStringField("action", action.term());
    }

    private void end(LearningRecord record, JsonGenerator json) throws IOException {
        json.writeStringField("eventTime", InstantText.milliseconds(KnownType.occurredAt(record)));
        json.writeFieldName("edApp");
        platform(record.platform(), json);
        Activity course = record.activity() == null ? null : record.activity().parent();
        if (course != null) {
            json.writeFieldName("group");
            activity(course, record.platform(), json);
        }
        extensions(record, json);
        json.writeEndObject();
    }

    /** Writes the values for which Caliper has no property. */
    private static void extensions(LearningRecord record, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("extensions");
        json.writeStringField("sourceEventType", record.platformType());
        json.writeStringField("occurredAsSent", record.occurredAsSent());
        json.writeStringField("mapping", MAPPING);
        BigDecimal percentage = percentage(record);
        if (percentage != null) {
            json.writeNumberField("percentage", percentage);
        }
        json.writeEndObject();
    }

    private void object(LearningRecord record, JsonGenerator json) throws IOException {
        if (record.activity() == null) {
            platform(record.platform(), json);
        } else {
            activity(record.activity(), record.platform(), json);
        }
    }

    private void attempt(LearningRecord record, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", attemptId(record));
        json.writeStringField("type", "Attempt");
        json.writeStringField("assignee", learner(record));
        json.writeStringField("assignable", settings.platforms().iri(KnownType.activity(record), record.platform()));
        json.writeStringField("endedAtTime", InstantText.milliseconds(KnownType.occurredAt(record)));
        json.writeEndObject();
    }

    private void platform(Platform platform, JsonGenerator json) throws IOException {
        entity(settings.platforms().home(platform), "SoftwareApplication", settings.platforms().name(platform), json);
    }

    private void activity(Activity activity, Platform platform, JsonGenerator json) throws IOException {
        String type = switch (activity.kind()) {
            case COURSE -> "CourseOffering";
            case LESSON -> "AssignableDigitalResource";
            case EXAM -> "Assessment";
            case LEARNING_PATH -> "DigitalResourceCollection";
        };
        entity(settings.platforms().iri(activity, platform), type, activity.name(), json);
    }

    private static void entity(String id, String type, @Nullable String name, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("type", type);
        if (name != null) {
            json.writeStringField("name", name);
        }
        json.writeEndObject();
    }

    private String learner(LearningRecord record) {
        return settings.platforms().iri(KnownType.learner(record), record.platform());
    }

    private static @Nullable BigDecimal percentage(LearningRecord record) {
        return record.result() == null ? null : record.result().percentage();
    }

    private static String attemptId(LearningRecord record) {
        return urn(Identity.of(record.id(), "attempt"));
    }

    private static String urn(UUID id) {
        return "urn:uuid:" + id;
    }
}
