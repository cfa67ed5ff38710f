package serai.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import serai.model.CanonicalJson;
import serai.model.EventType;
import serai.model.LearningRecord;

import java.io.IOException;
import java.util.List;

/**
 * Writes one CloudEvent (1.0) for each record, in the JSON batch format ({@code application/cloudevents-batch+json}). The
 * event's id is the record's id; its source is the platform's address; its subject is the platform's id of the learner,
 * percent-encoded; its data is the record in {@link CanonicalJson}. Its type ends with the version of that JSON. Records of
 * every type can be written: an unknown type becomes {@code unknown}, without a subject or time.
 */
public final class CloudEvents implements Format {

    private final CloudEventsSettings settings;

    CloudEvents(CloudEventsSettings settings) {
        this.settings = settings;
    }

    @Override
    public String write(List<LearningRecord> records) {
        return Json.array(records, this::event);
    }

    private void event(LearningRecord record, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("specversion", "1.0");
        json.writeStringField("id", record.id().toString());
        json.writeStringField("source", settings.platforms().home(record.platform()));
        json.writeStringField("type", type(record));
        if (record.learner() != null) {
            json.writeStringField("subject", Platforms.segment(record.learner().id()));
        }
        if (record.occurredAt() != null) {
            json.writeStringField("time", record.occurredAt().toString());
        }
        json.writeStringField("datacontenttype", "application/json");
        json.writeFieldName("data");
        json.writeRawValue(CanonicalJson.write(record));
        json.writeEndObject();
    }

    private String type(LearningRecord record) {
        return "%s.%s.v%s".formatted(settings.type(),
                EventType.named(record.type()).map(HyphenatedName::name).orElse("unknown"), record.schemaVersion());
    }
}
