package serai.console.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import serai.journal.operations.DeadLetterGroups.Group;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many dead letters of one cause a list shows; from it a window finds out what has come and changed since.
 *
 * @param count how many there were
 * @param dead  how many of them waited for a decision
 * @param last  when the last one became what it was, in milliseconds since 1970
 */
public record DeadLetterCount(long count, long dead, long last) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The key of a group, which no other group has. */
    public static String key(Group group) {
        return "%s %s %s".formatted(group.of(), group.type(), group.failureClass());
    }

    /** Of all groups, by their keys, as JSON. */
    static String json(List<Group> groups) {
        Map<String, DeadLetterCount> counts = new TreeMap<>();
        groups.forEach(
                group -> counts.put(key(group), new DeadLetterCount(group.count(), group.dead(), group.last().toEpochMilli())));
        try {
            return JSON.writeValueAsString(counts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // texts and numbers
        }
    }
}
