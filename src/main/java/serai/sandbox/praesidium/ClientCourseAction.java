package serai.sandbox.praesidium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.sandbox.web.ClientErrorException;
import serai.sandbox.web.Loopback;
import serai.sandbox.web.StrictJson;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A client's request to Praesidium's test endpoint (Event Publishing Specification, "Testing"), and the event that it causes.
 *
 * @param date     when the course was completed, without a zone
 * @param endpoint the address to which the client's events are published from now on; empty to keep the present one
 */
record ClientCourseAction(String userGuid, String email, String courseSku, LocalDateTime date, Optional<URI> endpoint) {

    private static final Pattern CLIENT_ID = Pattern.compile("\\p{XDigit}{32}");
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final Pattern SKU = Pattern.compile("\\S.*");
    private static final DateTimeFormatter EVENT_TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final List<String> REFS = List.of("ref3", "ref4", "ref5", "ref7", "ref8", "ref9");

    /** @throws ClientErrorException with 400 if the JSON isn't such a request */
    static ClientCourseAction of(JsonNode json) {
        text(json, "client_id", CLIENT_ID, "32 hex digits");
        text(json, "location_guid", GUID, "a GUID");
        return new ClientCourseAction(text(json, "user_guid", GUID, "a GUID"),
                text(json, "email", EMAIL, "an e-mail address"), text(json, "courseSku", SKU, "a SKU"),
                date(json), json.hasNonNull("url") ? Optional.of(url(json)) : Optional.empty());
    }

    /** The COURSE_COMPLETED event in the shape of the document. */
    byte[] event() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "1.0").put("event_type", "COURSE_COMPLETED")
                .put("event_timestamp", EVENT_TIMESTAMP.format(date));
        ObjectNode context = event.putObject("event_context").put("uuid", userGuid).put("user", email);
        context.putObject("course").put("id", courseSku).put("name", "Sandbox course " + courseSku);
        ObjectNode user = event.putObject("event_specific_detail").putObject("user_detail");
        user.put("first_name", "Sandbox").put("last_name", "Learner").putNull("clientExternalId");
        REFS.forEach(ref -> user.put(ref, "sandbox " + ref));
        return StrictJson.write(event);
    }

    private static LocalDateTime date(JsonNode json) {
        try {
            return LocalDateTime.parse(json.path("date").asText());
        } catch (DateTimeException e) {
            throw new ClientErrorException(400, "date must be a date and time with a T between them, without a zone");
        }
    }

    private static URI url(JsonNode json) {
        try {
            URI url = URI.create(json.path("url").asText());
            if (List.of("http", "https").contains(String.valueOf(url.getScheme()))
                    && Loopback.isHost(String.valueOf(url.getHost()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Not an address; answered like an address of another machine.
        }
        throw new ClientErrorException(400, "url must be an http address on loopback: the sandbox publishes to nobody else");
    }

    private static String text(JsonNode json, String name, Pattern form, String expected) {
        String text = json.path(name).isTextual() ? json.get(name).textValue() : "";
        if (!form.matcher(text).matches()) {
            throw new ClientErrorException(400, "%s must be %s".formatted(name, expected));
        }
        return text;
    }
}
