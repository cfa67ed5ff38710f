package serai.model;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Writes a learning record field by field, always in the same order; null and empty values are left out. */
final class RecordWriter {

    static final byte[] SCHEMA_VERSION = JsonBytes.encoded("schemaVersion");
    static final byte[] ID = JsonBytes.encoded("id");
    static final byte[] SOURCE = JsonBytes.encoded("source");
    static final byte[] PLATFORM = JsonBytes.encoded("platform");
    static final byte[] TYPE = JsonBytes.encoded("type");
    static final byte[] PLATFORM_TYPE = JsonBytes.encoded("platformType");
    static final byte[] OCCURRED_AT = JsonBytes.encoded("occurredAt");
    static final byte[] OCCURRED_AS_SENT = JsonBytes.encoded("occurredAsSent");
    static final byte[] RECEIVED_AT = JsonBytes.encoded("receivedAt");
    static final byte[] LEARNER = JsonBytes.encoded("learner");
    static final byte[] EXTERNAL_ID = JsonBytes.encoded("externalId");
    static final byte[] FIRST_NAME = JsonBytes.encoded("firstName");
    static final byte[] LAST_NAME = JsonBytes.encoded("lastName");
    static final byte[] CONTACT = JsonBytes.encoded("contact");
    static final byte[] CONTACT_TYPE = JsonBytes.encoded("contactType");
    static final byte[] REFS = JsonBytes.encoded("refs");
    static final byte[] PERSON = JsonBytes.encoded("person");
    static final byte[] MATCHED_BY = JsonBytes.encoded("matchedBy");
    static final byte[] ACTIVITY = JsonBytes.encoded("activity");
    static final byte[] KIND = JsonBytes.encoded("kind");
    static final byte[] NAME = JsonBytes.encoded("name");
    static final byte[] PARENT = JsonBytes.encoded("parent");
    static final byte[] RESULT = JsonBytes.encoded("result");
    static final byte[] COMPLETED = JsonBytes.encoded("completed");
    static final byte[] PERCENTAGE = JsonBytes.encoded("percentage");
    static final byte[] MARKS = JsonBytes.encoded("marks");

    private final JsonBytes json;

    RecordWriter(JsonBytes json) {
        this.json = json;
    }

    void write(LearningRecord record) {
        json.bracket('{');
        json.name(SCHEMA_VERSION);
        json.plain(Integer.toString(record.schemaVersion()));
        value(ID, record.id());
        text(SOURCE, record.source());
        value(PLATFORM, record.platform());
        text(TYPE, record.type());
        text(PLATFORM_TYPE, record.platformType());
        time(OCCURRED_AT, record.occurredAt());
        text(OCCURRED_AS_SENT, record.occurredAsSent());
        time(RECEIVED_AT, record.receivedAt());
        if (record.learner() != null) {
            json.name(LEARNER);
            write(record.learner());
        }
        if (record.activity() != null) {
            json.name(ACTIVITY);
            write(record.activity());
        }
        if (record.result() != null) {
            json.name(RESULT);
            write(record.result());
        }
        if (!record.marks().isEmpty()) {
            json.name(MARKS);
            json.bracket('[');
            for (Mark mark : record.marks()) {
                json.next();
                json.text(mark.name());
            }
            json.bracket(']');
        }
        json.bracket('}');
    }

    private void write(Learner learner) {
        json.bracket('{');
        text(ID, learner.id());
        text(EXTERNAL_ID, learner.externalId());
        text(FIRST_NAME, learner.firstName());
        text(LAST_NAME, learner.lastName());
        text(CONTACT, learner.contact());
        value(CONTACT_TYPE, learner.contactType());
        if (!learner.refs().isEmpty()) {
            json.name(REFS);
            json.bracket('{');
            learner.refs().forEach((name, ref) -> {
                json.name(name);
                json.text(ref);
            });
            json.bracket('}');
        }
        text(PERSON, learner.person());
        value(MATCHED_BY, learner.matchedBy());
        json.bracket('}');
    }

    private void write(Activity activity) {
        json.bracket('{');
        value(KIND, activity.kind());
        text(ID, activity.id());
        text(NAME, activity.name());
        if (activity.parent() != null) {
            json.name(PARENT);
            write(activity.parent());
        }
        json.bracket('}');
    }

    private void write(Result result) {
        json.bracket('{');
        json.name(COMPLETED);
        json.plain(Boolean.toString(result.completed()));
        if (result.percentage() != null) {
            json.name(PERCENTAGE);
            json.plain(result.percentage().toPlainString());
        }
        json.bracket('}');
    }

    private void text(byte[] name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            json.name(name);
            json.text(text);
        }
    }

    private void time(byte[] name, @Nullable Instant time) {
        if (time != null) {
            json.name(name);
            json.text(InstantText.of(time));
        }
    }

    private void value(byte[] name, @Nullable Object value) {
        if (value != null) {
            json.name(name);
            json.text(value.toString());
        }
    }
}
