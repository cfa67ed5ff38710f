package serai.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads the properties of one object of an event, and says in words what is wrong with them ("is missing"). A number is
 * accepted where a text is expected, because serialisers write ids either way.
 *
 * @param object  the object; if the object is missing, all its properties count as missing
 * @param pointer the object's JSON pointer, for messages
 */
public record EventFields(JsonNode object, String pointer) {

    /** The properties of a whole event. */
    public static EventFields of(ObjectNode event) {
        return new EventFields(event, "");
    }

    /** A required text as it was sent. */
    public String text(String name, String expected) {
        String text = optionalText(name, expected);
        if (text == null) {
            JsonNode value = object.path(name);
            String problem = value.isMissingNode() ? "is missing" : value.isNull() ? "is null" : "is blank";
            throw unreadable(name, problem, expected);
        }
        return text;
    }

    /** A required text without the blanks around it: an id or one of a list of words. */
    public String word(String name, String expected) {
        return text(name, expected).strip();
    }

    /** A text as it was sent; null if the property is missing, null or blank. */
    public @Nullable String optionalText(String name, String expected) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw unreadable(name, "is of the wrong JSON type", expected);
        }
        return value.asText().isBlank() ? null : wholeCharacters(value.asText());
    }

    /**
     * Replaces half a surrogate pair with U+FFFD. JSON can escape such a half where a sender has cut a text in the middle of an
     * emoji (RFC 8259, 8.2). UTF-8 can't hold it, so a store would give back another text than it was given.
     */
    private static String wholeCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
            }
        }
        return text;
    }

    /** A required object. */
    public EventFields object(String name, String expected) {
        JsonNode value = object.path(name);
        if (!value.isObject()) {
            throw unreadable(name, value.isMissingNode() ? "is missing" : "is of the wrong JSON type", expected);
        }
        return optionalObject(name);
    }

    /** An optional object; if it is absent, all its properties count as missing. */
    public EventFields optionalObject(String name) {
        return new EventFields(object.path(name), pointer + "/" + name);
    }

    /** A required time. */
    public SourceTime time(String name) {
        String expected = "a time such as 2021-02-28T17:26:45.281Z";
        SourceTime time = SourceTime.parse(text(name, expected)).orElseThrow(() -> unreadable(name, "isn't a time", expected));
        if (!time.isWritable()) {
            throw unreadable(name, "is outside the years 0001 to 9999 in UTC", expected);
        }
        return time;
    }

    /** A required percentage; null if it says that there is no score. */
    public @Nullable BigDecimal percentage(String name) {
        return Percentage.read(object.path(name), pointer + "/" + name);
    }

    public UnreadableEventException unreadable(String name, String problem, String expected) {
        return UnreadableEventException.at(pointer + "/" + name, problem, expected);
    }
}
