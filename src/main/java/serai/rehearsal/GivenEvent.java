package serai.rehearsal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import org.jspecify.annotations.Nullable;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An event that somebody gives to a rehearsal: a platform's payload, or a record as the archive has it.
 *
 * @param platform the platform whose payload it is; null for a record, and where the payload does not show it
 * @param payload  the event, byte for byte
 * @param record   the record; null for a payload
 * @param fault    where the event, in its file, stops being JSON; null where it is JSON
 */
public record GivenEvent(@Nullable Platform platform, Payload payload, @Nullable LearningRecord record,
        @Nullable JsonFault fault) {

    private static final JsonFactory JSON = JsonFactory.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

    /** The event in these bytes; its form is found by the names of its properties. */
    public static GivenEvent of(byte[] bytes) {
        return of(bytes, bytes, 0);
    }

    private static GivenEvent of(byte[] bytes, byte[] file, int from) {
        Set<String> names = names(bytes);
        Payload payload = Payload.of(bytes);
        JsonFault fault = JsonFault.in(bytes).map(found -> found.in(file, from)).orElse(null);
        if (names.contains("schemaVersion") && names.contains("receivedAt")) {
            return new GivenEvent(null, payload, fault == null ? CanonicalJson.read(bytes) : null, fault);
        }
        return new GivenEvent(names.contains("EventType") ? Platform.MCT
                : names.contains("event_type") || names.contains("eventType") ? Platform.PRAESIDIUM : null, payload, null, fault);
    }

    /** The same event, as that platform's payload. */
    public GivenEvent from(Platform other) {
        return new GivenEvent(other, payload, null, fault);
    }

    /** The names of the outermost properties, as far as the JSON can be read. */
    private static Set<String> names(byte[] bytes) {
        Set<String> names = new LinkedHashSet<>();
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    names.add(name);
                    json.nextToken();
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            return names; // the platform's decoder says what is wrong with it
        }
        return names;
    }

    /**
     * The events in a file: one, JSON Lines, several objects one after the other, or an array of them. What can't be read as
     * JSON is an event too, which its source refuses.
     *
     * @throws IllegalArgumentException if the file has none, or if what looks like a record is none
     */
    public static List<GivenEvent> in(byte[] file) {
        List<Part> found = isOneALine(file) ? lines(file) : objects(file);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no event in it; give a payload in JSON, an array of them, or one a line");
        }
        return found.stream().map(part -> of(part.bytes(), file, part.from())).toList();
    }

    /** A part of a file, and where it begins. */
    private record Part(byte[] bytes, int from) {

        static Part of(byte[] file, int from, int to) {
            return new Part(Arrays.copyOfRange(file, from, to), from);
        }
    }

    private static boolean isOneALine(byte[] file) {
        List<Part> lines = lines(file);
        byte[] first = lines.isEmpty() ? file : lines.get(0).bytes();
        return lines.size() > 1 && first[0] == '{' && objects(first).size() == 1 && isWhole(first);
    }

    private static boolean isWhole(byte[] line) {
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            json.skipChildren();
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** The lines that are not blank, without white space around them. */
    private static List<Part> lines(byte[] file) {
        List<Part> lines = new ArrayList<>();
        for (int from = 0; from < file.length; from++) {
            if (!isBlank(file[from])) {
                int end = from;
                int to = from;
                for (; end < file.length && file[end] != '\n' && file[end] != '\r'; end++) {
                    to = isBlank(file[end]) ? to : end + 1;
                }
                lines.add(Part.of(file, from, to));
                from = end;
            }
        }
        return lines;
    }

    private static boolean isBlank(byte one) {
        return one >= 0 && one <= ' ';
    }

    private static List<Part> objects(byte[] file) {
        List<Part> found = new ArrayList<>();
        int from = 0;
        try (JsonParser json = JSON.createParser(file)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    from = (int) json.currentTokenLocation().getByteOffset();
                    json.skipChildren();
                    int to = (int) json.currentLocation().getByteOffset();
                    found.add(Part.of(file, from, to));
                    from = to;
                }
            }
        } catch (IOException e) {
            found.add(Part.of(file, from, file.length));
        }
        return found;
    }
}
