package serai.model;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Writes a learning record field by field, always in the same order; null and empty values are left out. */
final class RecordWriter {

    private final JsonGenerator json;

    RecordWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(LearningRecord record) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schemaVersion", record.schemaVersion());
        value("id", record.id());
        text("source", record.source());
        value("platform", record.platform());
        text("type", record.type());
        text("platformType", record.platformType());
        time("occurredAt", record.occurredAt());
        text("occurredAsSent", record.occurredAsSent());
        time("receivedAt", record.receivedAt());
        if (record.learner() != null) {
            json.writeFieldName("learner");
            write(record.learner());
        }
        if (record.activity() != null) {
            json.writeFieldName("activity");
            write(record.activity());
        }
        if (record.result() != null) {
            json.writeFieldName("result");
            write(record.result());
        }
        if (!record.marks().isEmpty()) {
            json.writeArrayFieldStart("marks");
            for (Mark mark : record.marks()) {
                json.writeString(mark.name());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void write(Learner learner) throws IOException {
        json.writeStartObject();
        text("id", learner.id());
        text("externalId", learner.externalId());
        text("firstName", learner.firstName());
        text("lastName", learner.lastName());
        text("contact", learner.contact());
        value("contactType", learner.contactType());
        if (!learner.refs().isEmpty()) {
            json.writeObjectFieldStart("refs");
            for (Map.Entry<String, String> ref : learner.refs().entrySet()) {
                json.writeStringField(ref.getKey(), ref.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void write(Activity activity) throws IOException {
        json.writeStartObject();
        value("kind", activity.kind());
        text("id", activity.id());
        text("name", activity.name());
        if (activity.parent() != null) {
            json.writeFieldName("parent");
            write(activity.parent());
        }
        json.writeEndObject();
    }

    private void write(Result result) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("completed", result.completed());
        if (result.percentage() != null) {
            json.writeNumberField("percentage", result.percentage());
        }
        json.writeEndObject();
    }

    private void text(String field, @Nullable String text) throws IOException {
        if (text != null && !text.isEmpty()) {
            json.writeStringField(field, text);
        }
    }

    private void time(String field, @Nullable Instant time) throws IOException {
        if (time != null) {
            json.writeStringField(field, InstantText.of(time));
        }
    }

    private void value(String field, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value.toString());
        }
    }
}
