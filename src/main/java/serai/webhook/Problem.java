package serai.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why a request was refused, as problem details (RFC 9457). The sender sees it, so it contains no personal data, no credentials
 * and nothing about Serai's internals.
 *
 * @param type       a URI that names the kind of problem; {@link #BLANK} if the status says enough (section 4.2.1)
 * @param title      the kind of problem in a few words, the same for each of its kind
 * @param status     the HTTP status
 * @param detail     what was wrong with this request and how the sender can correct it; null if there is nothing to add
 * @param extensions further members, such as {@code pointer}, {@code line} and {@code column}, in this order
 */
public record Problem(String type, String title, int status, @Nullable String detail, Map<String, Object> extensions) {

    /** The type of a problem of which the status says enough. */
    public static final String BLANK = "about:blank";

    /** The media type of {@link #json}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> MEMBERS = Set.of("type", "title", "status", "detail", "instance");
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z][A-Za-z0-9_]{2,}");

    /** @throws IllegalArgumentException if section 3.2 does not allow an extension's name */
    public Problem {
        extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
        for (String name : extensions.keySet()) {
            if (MEMBERS.contains(name) || !EXTENSION.matcher(name).matches()) {
                throw new IllegalArgumentException(("'%s' can't be an extension member of a problem; use three or more letters, "
                        + "digits or _, but none of %s").formatted(name, MEMBERS));
            }
        }
    }

    /** The problem as one JSON object in UTF-8. */
    public byte[] json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", type);
        members.put("title", title);
        members.put("status", status);
        if (detail != null) {
            members.put("detail", detail);
        }
        members.putAll(extensions);
        try {
            return MAPPER.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an extension member of the problem can't be written as JSON", e);
        }
    }
}
