package serai.model;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;
import serai.model.Learner.MatchedBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads a learning record token by token, because every record is read for every destination, and data binding took longer.
 * Null counts as absent. A number or a boolean is accepted where a text is expected, and a text where a percentage is. If a
 * field occurs twice, the last one counts.
 */
final class RecordReader {

    private final JsonParser json;
    private final boolean strict;

    /** @param strict whether an unknown field is refused; otherwise it is skipped */
    RecordReader(JsonParser json, boolean strict) {
        this.json = json;
        this.strict = strict;
    }

    /**
     * Reads the record that begins with the next token; its raw payload is null.
     *
     * @throws IOException              if the JSON isn't a record; the exception has the place
     * @throws IllegalArgumentException if the reader is strict and the record has an unknown field, or lacks one that every
     *                                  record has; the message names the field and its line
     */
    LearningRecord record() throws IOException {
        int schemaVersion = 0;
        UUID id = null;
        String source = null;
        Platform platform = null;
        String type = null;
        String platformType = null;
        Instant occurredAt = null;
        String occurredAsSent = null;
        Instant receivedAt = null;
        Learner learner = null;
        Activity activity = null;
        Result result = null;
        Set<Mark> marks = Set.of();
        json.nextToken();
        expect(JsonToken.START_OBJECT);
        for (String field = nextField(); field != null; field = nextField()) {
            switch (field) {
                case "schemaVersion" -> schemaVersion = isNull() ? 0 : json.getIntValue();
                case "id" -> id = value(RecordReader::uuid);
                case "source" -> source = text();
                case "platform" -> platform = value(Platform::valueOf);
                case "type" -> type = text();
                case "platformType" -> platformType = text();
                case "occurredAt" -> occurredAt = value(InstantText::parse);
                case "occurredAsSent" -> occurredAsSent = text();
                case "receivedAt" -> receivedAt = value(InstantText::parse);
                case "learner" -> learner = isNull() ? null : learner();
                case "activity" -> activity = isNull() ? null : activity();
                case "result" -> result = isNull() ? null : result();
                case "marks" -> marks = isNull() ? Set.of() : marks();
                default -> passOver(field);
            }
        }
        return new LearningRecord(schemaVersion, required("id", id), required("source", source),
                required("platform", platform), required("type", type), required("platformType", platformType), occurredAt,
                occurredAsSent, required("receivedAt", receivedAt), learner, activity, result, marks, null);
    }

    private Learner learner() throws IOException {
        String id = null;
        String externalId = null;
        String firstName = null;
        String lastName = null;
        String contact = null;
        ContactType contactType = null;
        Map<String, String> refs = Map.of();
        String person = null;
        MatchedBy matchedBy = null;
        expect(JsonToken.START_OBJECT);
        for (String field = nextField(); field != null; field = nextField()) {
            switch (field) {
                case "id" -> id = text();
                case "externalId" -> externalId = text();
                case "firstName" -> firstName = text();
                case "lastName" -> lastName = text();
                case "contact" -> contact = text();
                case "contactType" -> contactType = value(ContactType::valueOf);
                case "refs" -> refs = isNull() ? Map.of() : refs();
                case "person" -> person = text();
                case "matchedBy" -> matchedBy = value(MatchedBy::valueOf);
                default -> passOver(field);
            }
        }
        return new Learner(required("id", id), externalId, firstName, lastName, contact, contactType, refs, person,
                matchedBy);
    }

    private Map<String, String> refs() throws IOException {
        Map<String, String> refs = new HashMap<>();
        expect(JsonToken.START_OBJECT);
        for (String name = nextField(); name != null; name = nextField()) {
            String text = text();
            if (text != null) {
                refs.put(name, text);
            }
        }
        return refs;
    }

    private Activity activity() throws IOException {
        Activity.Type kind = null;
        String id = null;
        String name = null;
        Activity parent = null;
        expect(JsonToken.START_OBJECT);
        for (String field = nextField(); field != null; field = nextField()) {
            switch (field) {
                case "kind" -> kind = value(Activity.Type::valueOf);
                case "id" -> id = text();
                case "name" -> name = text();
                case "parent" -> parent = isNull() ? null : activity();
                default -> passOver(field);
            }
        }
        return new Activity(required("kind", kind), required("id", id), name, parent);
    }

    private Result result() throws IOException {
        boolean completed = false;
        BigDecimal percentage = null;
        expect(JsonToken.START_OBJECT);
        for (String field = nextField(); field != null; field = nextField()) {
            switch (field) {
                case "completed" -> completed = !isNull() && json.getBooleanValue();
                case "percentage" -> percentage = value(BigDecimal::new);
                default -> passOver(field);
            }
        }
        return new Result(completed, percentage);
    }

    private Set<Mark> marks() throws IOException {
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        expect(JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(JsonToken.VALUE_STRING);
            marks.add(of(json.getText(), Mark::valueOf));
        }
        return marks;
    }

    /** Moves to the value of the object's next field and returns the field's name; null at the object's end. */
    private @Nullable String nextField() throws IOException {
        String name = json.nextFieldName();
        if (name != null) {
            json.nextToken();
        }
        return name;
    }

    private boolean isNull() {
        return json.currentToken() == JsonToken.VALUE_NULL;
    }

    private void expect(JsonToken token) throws IOException {
        if (json.currentToken() != token) {
            throw refused();
        }
    }

    private @Nullable String text() throws IOException {
        if (json.currentToken().isScalarValue()) {
            return isNull() ? null : json.getText();
        }
        throw refused();
    }

    private <T> @Nullable T value(Function<String, T> of) throws IOException {
        String text = text();
        return text == null ? null : of(text, of);
    }

    private <T> T of(String text, Function<String, T> of) throws IOException {
        try {
            return of.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused();
        }
    }

    /** Refuses short forms, which {@link UUID#fromString} would fill up. */
    private static UUID uuid(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not the usual form");
        }
        return id;
    }

    /**
     * The value of a field that every record has. A strict reader refuses a record without it. A tolerant one must not: the journal
     * may hold such a record, edited before strict readers checked this.
     */
    @SuppressWarnings("NullAway") // see above: only an old edit is read with null
    private <T> T required(String field, @Nullable T value) {
        if (value == null && strict) {
            throw new RefusedInputException("record-field-missing", "line %s: a learning record needs the field '%s'",
                    json.currentTokenLocation().getLineNr(), field);
        }
        return value;
    }

    private void passOver(String field) throws IOException {
        if (strict) {
            throw new RefusedInputException("record-field-unknown", "line %s: a learning record has no field '%s'",
                    json.currentTokenLocation().getLineNr(), field);
        }
        json.skipChildren();
    }

    private JsonParseException refused() {
        return new JsonParseException(json, "not what a learning record has there");
    }
}
