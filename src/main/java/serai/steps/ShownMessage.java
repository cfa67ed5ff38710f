package serai.steps;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.text.BoundedText;
import serai.model.text.VisibleLine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A message as the log shows it: its headers and the beginning of its body, in one line, without secrets. Without
 * {@code personal} it shows no value of the records either, and no text that may be of other records: a body before it is decoded,
 * or an answer of another system.
 *
 * @param personal     whether what tells of people is shown
 * @param all          whether all headers are shown, those of Camel too
 * @param bodyMaxBytes how much of a body is shown
 * @param secrets      values that are never shown
 */
record ShownMessage(boolean personal, boolean all, int bodyMaxBytes, Set<String> secrets) {

    /** A header of which it is not known whether it tells of people. */
    private static final String HIDDEN = "…";

    private static final int HEADER_MAX = 200;
    /** Headers of a request that tell of no person, whoever has sent them. */
    private static final Set<String> OF_TRANSPORT = Set.of("content-type", "content-length", "content-encoding", "accept",
            "camelhttpmethod", "camelhttpuri", "camelhttppath", "camelhttpresponsecode", "camelhttpresponsetext");

    /** @param values what tells of people in the records of the exchange; null if it is not known */
    Map<String, String> headers(Message message, @Nullable Set<String> values) {
        MaskedValues mask = mask(values == null ? Set.of() : values);
        Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        message.getHeaders().forEach((name, value) -> {
            String text = header(name, value, values, mask);
            if (all || isTelling(name) && !text.equals(HIDDEN)) {
                shown.put(oneLine(name, mask), text);
            }
        });
        return shown;
    }

    /** Whether a person who follows a route wants to see it: no header that Camel keeps for itself. */
    private static boolean isTelling(String name) {
        return !name.startsWith("Camel") || OF_TRANSPORT.contains(name.toLowerCase(Locale.ROOT)) || name.endsWith("Name");
    }

    private String header(String name, @Nullable Object value, @Nullable Set<String> values, MaskedValues mask) {
        if (!(value instanceof CharSequence || value instanceof Number || value instanceof Boolean)) {
            return value == null ? "null" : "(" + value.getClass().getSimpleName() + ")";
        }
        if (!personal && values == null && !OF_TRANSPORT.contains(name.toLowerCase(Locale.ROOT))) {
            return HIDDEN;
        }
        String text = String.valueOf(value);
        String open = name.toLowerCase(Locale.ROOT).endsWith("query") ? MaskedText.address("?" + text).substring(1)
                : text.contains("://") ? MaskedText.address(text) : MaskedText.header(name, text);
        return oneLine(open, mask);
    }

    private String oneLine(String text, MaskedValues mask) {
        return VisibleLine.escaped(mask.beginning(text, HEADER_MAX) + (text.length() > HEADER_MAX ? "…" : ""), "");
    }

    private MaskedValues mask(Set<String> values) {
        List<String> all = new ArrayList<>(secrets);
        if (!personal) {
            all.addAll(values);
        }
        return new MaskedValues(all);
    }

    /**
     * The body.
     *
     * @param values  what tells of people in the records of the exchange; null if it is not known
     * @param foreign whether another system has made it
     */
    String body(@Nullable Object body, @Nullable Set<String> values, boolean foreign) {
        if (body == null) {
            return "none";
        }
        if (body instanceof LearningRecord record) {
            return cut(CanonicalJson.write(record), values);
        }
        if (isRecords(body)) {
            return records((List<?>) body, values);
        }
        String text = text(body);
        if (text == null) {
            return "(" + body.getClass().getSimpleName() + ", not read)";
        }
        if (!personal && (values == null || foreign)) {
            return "(%s characters, %s: not shown, as it may tell of people)".formatted(text.length(),
                    foreign ? "what a step was given by another system" : "not decoded yet");
        }
        return cut(text, values);
    }

    static boolean isRecords(Object body) {
        return body instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(LearningRecord.class::isInstance);
    }

    private String records(List<?> records, @Nullable Set<String> values) {
        StringBuilder json = new StringBuilder("[");
        for (Object record : records) {
            if (json.length() > bodyMaxBytes) {
                break;
            }
            json.append(json.length() == 1 ? "" : ",").append(CanonicalJson.write((LearningRecord) record));
        }
        return (records.size() == 1 ? "1 record " : records.size() + " records ") + cut(json + "]", values);
    }

    /** The text of a body whose reading changes nothing; null for any other. */
    private static @Nullable String text(Object body) {
        if (body instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        boolean readable = body instanceof CharSequence || body instanceof Number || body instanceof Boolean
                || body instanceof Enum<?> || body instanceof Map<?, ?> || body instanceof Collection<?>
                || body instanceof JsonNode;
        return readable && !(body instanceof StreamCache) ? String.valueOf(body) : null;
    }

    private String cut(String text, @Nullable Set<String> values) {
        if (!personal && values == null) {
            return "(%s characters, too many values to look for: not shown)".formatted(text.length());
        }
        String masked = mask(values == null ? Set.of() : values).beginning(text, bodyMaxBytes);
        String shown = BoundedText.cut(masked, bodyMaxBytes);
        boolean whole = shown.length() == masked.length() && text.length() <= bodyMaxBytes;
        return VisibleLine.escaped(shown, "") + (whole ? "" : "… (of %s characters)".formatted(text.length()));
    }
}
