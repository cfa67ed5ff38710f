package serai.sources.praesidium;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;
import serai.model.Activity;
import serai.model.EventType;
import serai.model.Learner;
import serai.sources.EventJson;
import serai.sources.SourceTime;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a completion in one pass over the bytes of its event, without a tree and without the schema. It reads what the schema
 * accepts. It leaves any other event to the schema, which has the pointers and words for the sender.
 *
 * <p>It also leaves valid events of rare forms: with property names of the document until 2022-12-13, with a name of more than
 * {@value #NAME_MAX} characters, and what {@link EventJson#tokens} leaves.
 */
final class CompletionReader {

    private static final int NAME_MAX = 200;

    private final JsonParser json;
    private final Map<String, String> refs = new TreeMap<>();
    private boolean left; // whether the event is left to the schema
    private @Nullable String version;
    private @Nullable String type;
    private @Nullable String time;
    private @Nullable String uuid;
    private @Nullable String user;
    private @Nullable String externalId;
    private @Nullable String firstName;
    private @Nullable String lastName;
    private @Nullable Named course;
    private @Nullable Named learningPath;

    /** What was completed; null where it is missing, blank or of the wrong type. */
    private record Named(@Nullable String id, @Nullable String name) {
    }

    private CompletionReader(JsonParser json) {
        this.json = json;
    }

    /** Null if the event is left to the schema. */
    static @Nullable Completion read(byte[] raw) {
        try (JsonParser json = EventJson.tokens(raw)) {
            return json == null ? null : new CompletionReader(json).completion();
        } catch (IOException | NumberFormatException e) { // Jackson lets the latter out of a number with a very long exponent
            return null;
        }
    }

    private @Nullable Completion completion() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        event();
        if (json.nextToken() != null || left || version == null || !version.strip().equals(PraesidiumDecoder.VERSION)
                || type == null) {
            return null;
        }
        return switch (type.strip()) {
            case "COURSE_COMPLETED" -> completion(EventType.COURSE_COMPLETED, Activity.Type.COURSE, course);
            case "LEARNING_PATH_COMPLETED" ->
                completion(EventType.LEARNING_PATH_COMPLETED, Activity.Type.LEARNING_PATH, learningPath);
            default -> null;
        };
    }

    private @Nullable Completion completion(EventType known, Activity.Type kind, @Nullable Named completed) {
        Learner learner = Completion.learner(uuid, user, externalId, firstName, lastName, refs);
        SourceTime at = time == null ? null : SourceTime.parse(time).filter(SourceTime::isWritable).orElse(null);
        return learner == null || at == null || completed == null || completed.id == null || completed.name == null ? null
                : new Completion(known, at, learner, Activity.of(kind, completed.id.strip(), completed.name));
    }

    private void event() throws IOException {
        for (String name = name(); name != null; name = name()) {
            switch (name) {
                case "version" -> version = version();
                case "event_type" -> type = text();
                case "event_timestamp" -> time = text();
                case "event_context" -> context();
                case "event_specific_detail" -> detail();
                default -> skip(name);
            }
        }
    }

    private void context() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            leave();
            return;
        }
        for (String name = name(); name != null; name = name()) {
            switch (name) {
                case "uuid" -> uuid = optionalText();
                case "user" -> user = optionalText();
                case "course" -> course = named();
                case "learning_path" -> learningPath = named();
                default -> skip(name);
            }
        }
    }

    /** Null if the value is no object: it has to be one only if the event's type is about it. */
    private @Nullable Named named() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            skipValue();
            return null;
        }
        String id = null;
        String title = null;
        for (String name = name(); name != null; name = name()) {
            switch (name) {
                case "id" -> id = textOrNumber();
                case "name" -> title = textOrNumber();
                default -> skip(name);
            }
        }
        return new Named(id, title);
    }

    private void detail() throws IOException {
        if (isObject()) {
            for (String name = name(); name != null; name = name()) {
                if (name.equals("user_detail")) {
                    userDetail();
                } else {
                    skip(name);
                }
            }
        }
    }

    private void userDetail() throws IOException {
        if (isObject()) {
            for (String name = name(); name != null; name = name()) {
                switch (name) {
                    case "first_name" -> firstName = optionalText();
                    case "last_name" -> lastName = optionalText();
                    case "clientExternalId" -> externalId = optionalText();
                    case "ref3", "ref4", "ref5", "ref7", "ref8", "ref9" -> ref(name, optionalText());
                    default -> skip(name);
                }
            }
        }
    }

    private void ref(String name, @Nullable String text) {
        if (text != null) {
            refs.put(name, text);
        }
    }

    /** Goes on to the next value. Unless that is an object or null, the event is left to the schema. */
    private boolean isObject() throws IOException {
        JsonToken token = json.nextToken();
        if (token != JsonToken.START_OBJECT && token != JsonToken.VALUE_NULL) {
            leave();
        }
        return token == JsonToken.START_OBJECT;
    }

    /** The name of the next property; null after the last one. */
    private @Nullable String name() throws IOException {
        String name = json.nextFieldName();
        left |= name != null && name.length() > NAME_MAX;
        return name;
    }

    private @Nullable String version() throws IOException {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return json.getDecimalValue().toString();
        }
        return token == JsonToken.VALUE_STRING ? json.getText() : leave();
    }

    private @Nullable String text() throws IOException {
        return json.nextToken() == JsonToken.VALUE_STRING ? notBlank(json.getText()) : leave();
    }

    /** Null if the value is neither; the event may be valid all the same. */
    private @Nullable String textOrNumber() throws IOException {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_STRING) {
            return notBlank(json.getText());
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return json.getNumberValue().toString();
        }
        skipValue();
        return null;
    }

    private @Nullable String optionalText() throws IOException {
        JsonToken token = json.nextToken();
        return switch (token) {
            case VALUE_STRING -> notBlank(json.getText());
            case VALUE_NUMBER_INT -> json.getNumberValue().toString();
            case VALUE_NULL -> null;
            default -> leave();
        };
    }

    private static @Nullable String notBlank(String text) {
        return text.isBlank() ? null : text;
    }

    /** Leaves the event to the schema, because of the present value. */
    private @Nullable String leave() throws IOException {
        left = true;
        skipValue();
        return null;
    }

    /** Passes over the value of a property of which the specification knows nothing. */
    private void skip(String name) throws IOException {
        left |= PraesidiumNames.isOld(name);
        json.nextToken();
        skipValue();
    }

    /** Passes over the present value, so that everything is read that has a limit. */
    private void skipValue() throws IOException {
        int depth = 0;
        for (JsonToken token = json.currentToken(); token != null; token = json.nextToken()) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case FIELD_NAME -> left |= json.currentName().length() > NAME_MAX;
                case VALUE_STRING -> json.getText();
                case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
                default -> {
                }
            }
            if (depth == 0) {
                return;
            }
        }
    }
}
