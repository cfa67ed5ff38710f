package serai.formats.xapi;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;
import serai.formats.Format;
import serai.formats.Json;
import serai.formats.KnownType;
import serai.formats.MappingVersion;
import serai.model.EventType;
import serai.model.InstantText;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Result;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes one statement of the Experience API for each record, in one JSON array. Statements are the same in 1.0.3 and 2.0.0;
 * only a header tells the store the version. The statement's id is the record's id. Times have exactly three digits of a
 * second, because a store may cut off more, and a statement read back must be equal to the one sent. An extension holds the
 * source's own text for the time.
 */
public final class XapiStatements implements Format {

    private static final String MAPPING = MappingVersion.of("xapi:statement");

    private final XapiSettings settings;

    public XapiStatements(XapiSettings settings) {
        this.settings = settings;
    }

    @Override
    public String write(List<LearningRecord> records) {
        return Json.array(records, this::statement);
    }

    private void statement(LearningRecord record, JsonGenerator json) throws IOException {
        EventType type = KnownType.of(record, "an xAPI statement");
        json.writeStartObject();
        json.writeStringField("id", record.id().toString());
        actor(record, json);
        XapiVerb verb = XapiVerb.of(record, type, settings.passMark());
        verb(verb, json);
        json.writeFieldName("object");
        activity(record.activity() == null
                ? XapiActivity.of(record.platform(), settings)
                : XapiActivity.of(record.activity(), record.platform(), settings), json);
        if (record.result() != null) {
            result(record.result(), success(verb, type), json);
        }
        context(record, json);
        json.writeStringField("timestamp", InstantText.milliseconds(KnownType.occurredAt(record)));
        json.writeEndObject();
    }

    private void actor(LearningRecord record, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("actor");
        json.writeStringField("objectType", "Agent");
        String name = name(KnownType.learner(record));
        if (settings.learnerName() && !name.isEmpty()) {
            json.writeStringField("name", name);
        }
        settings.actor().write(record, settings.platforms(), json);
        json.writeEndObject();
    }

    private static String name(Learner learner) {
        String first = learner.firstName();
        String last = learner.lastName();
        return first == null || last == null ? Objects.requireNonNullElse(first, Objects.requireNonNullElse(last, ""))
                : first + " " + last;
    }

    private void verb(XapiVerb verb, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("verb");
        json.writeStringField("id", settings.vocabulary().verbs().get(verb));
        json.writeObjectFieldStart("display");
        json.writeStringField("en-US", verb.display());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void activity(XapiActivity activity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("objectType", "Activity");
        json.writeStringField("id", activity.id());
        json.writeObjectFieldStart("definition");
        json.writeStringField("type", activity.type());
        if (activity.name() != null) {
            json.writeObjectFieldStart("name");
            json.writeStringField(activity.language(), activity.name());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Null if it isn't known whether the learner succeeded. */
    private @Nullable Boolean success(XapiVerb verb, EventType type) {
        return switch (verb) {
            case PASSED -> true;
            case FAILED -> false;
            default -> settings.courseSuccess() && type == EventType.COURSE_COMPLETED ? true : null;
        };
    }

    private static void result(Result result, @Nullable Boolean success, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("result");
        json.writeBooleanField("completion", result.completed());
        if (success != null) {
            json.writeBooleanField("success", success);
        }
        BigDecimal percentage = result.percentage();
        if (percentage != null) {
            json.writeObjectFieldStart("score");
            json.writeNumberField("scaled", percentage.movePointLeft(2).stripTrailingZeros());
            json.writeNumberField("raw", percentage);
            json.writeNumberField("min", 0);
            json.writeNumberField("max", 100);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void context(LearningRecord record, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("context");
        json.writeStringField("platform", settings.platforms().name(record.platform()));
        json.writeObjectFieldStart("contextActivities");
        json.writeArrayFieldStart("category");
        activity(new XapiActivity(settings.profile(), XapiVocabulary.PROFILE_TYPE, null, null), json);
        json.writeEndArray();
        if (record.activity() != null && record.activity().parent() != null) {
            json.writeArrayFieldStart("parent");
            activity(XapiActivity.of(record.activity().parent(), record.platform(), settings), json);
            json.writeEndArray();
        }
        json.writeEndObject();
        extensions(record, json);
        json.writeEndObject();
    }

    /** Writes the values for which xAPI has no property. */
    private void extensions(LearningRecord record, JsonGenerator json) throws IOException {
        Learner learner = KnownType.learner(record);
        json.writeObjectFieldStart("extensions");
        json.writeStringField(settings.extension("source-event-type"), record.platformType());
        json.writeStringField(settings.extension("occurred-as-sent"), record.occurredAsSent());
        json.writeStringField(settings.extension("mapping"), MAPPING);
        if (settings.learnerDetails() && learner.externalId() != null) {
            json.writeStringField(settings.extension("external-id"), learner.externalId());
        }
        if (settings.learnerDetails() && !learner.refs().isEmpty()) {
            json.writeObjectFieldStart(settings.extension("refs"));
            for (Map.Entry<String, String> ref : learner.refs().entrySet()) {
                json.writeStringField(ref.getKey(), ref.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
