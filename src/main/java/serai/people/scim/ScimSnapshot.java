package serai.people.scim;

import org.jspecify.annotations.Nullable;
import serai.people.source.KnownPerson;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A SCIM server's people by the server's ids, each as a few bytes; changes are merged into them, and the directory is built of
 * them. A million take about 200 MB. Safe for use by several threads.
 */
final class ScimSnapshot {

    private static final String FIELD = "\u001F";
    private static final String VALUE = "\u001E";
    private static final int FIELDS = 5;

    private final Map<String, byte[]> people = new ConcurrentHashMap<>();

    /** Keeps a person under the server's id, in place of an earlier one; null removes. Returns whether anything has changed. */
    boolean put(String key, @Nullable KnownPerson person) {
        if (person == null) {
            return people.remove(key) != null;
        }
        byte[] written = written(person);
        byte[] before = people.put(key, written);
        return before == null || !Arrays.equals(before, written);
    }

    int size() {
        return people.size();
    }

    void forEach(Consumer<KnownPerson> to) {
        people.values().forEach(written -> to.accept(read(written)));
    }

    /** Whether others are the same people. */
    boolean isSame(ScimSnapshot others) {
        return people.size() == others.people.size() && people.entrySet().stream()
                .allMatch(one -> Arrays.equals(one.getValue(), others.people.get(one.getKey())));
    }

    private static byte[] written(KnownPerson person) {
        return Stream.of(List.of(person.id()), person.emails(), person.phones(), List.of(person.firstName()),
                List.of(person.lastName()))
                .map(values -> values.stream().map(value -> value.replaceAll("[\u001E\u001F]", " "))
                        .collect(Collectors.joining(VALUE)))
                .collect(Collectors.joining(FIELD)).getBytes(StandardCharsets.UTF_8);
    }

    private static KnownPerson read(byte[] written) {
        String[] fields = new String(written, StandardCharsets.UTF_8).split(FIELD, FIELDS);
        return new KnownPerson(fields[0], values(fields[1]), values(fields[2]), fields[3], fields[4], Map.of());
    }

    private static List<String> values(String field) {
        return field.isEmpty() ? List.of() : List.of(field.split(VALUE));
    }
}
