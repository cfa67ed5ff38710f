package serai.people;

import org.jspecify.annotations.Nullable;
import serai.model.Platform;

import java.util.List;
import java.util.Map;

/**
 * The links that operators have made: to which person an account of a platform belongs.
 *
 * @param version differs after each change
 * @param people  the organisation's ids, by {@link #key}
 */
public record LinkedPeople(Object version, Map<String, String> people) {

    public static final LinkedPeople NONE = new LinkedPeople(List.of(), Map.of());

    /** The key of a platform's learner in {@link #people}. */
    public static String key(Platform platform, String learner) {
        return platform.name() + ":" + learner;
    }

    @Nullable
    String of(Platform platform, String learner) {
        return people.isEmpty() ? null : people.get(key(platform, learner));
    }
}
