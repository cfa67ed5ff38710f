package serai.people;

import org.jspecify.annotations.Nullable;
import serai.model.Platform;

import java.util.List;
import java.util.Map;

/**
 * What operators have linked: whose account of a platform is whose.
 *
 * @param version another after each change
 * @param people  the organisation's ids, by {@link #key}
 */
public record LinkedPeople(Object version, Map<String, String> people) {

    public static final LinkedPeople NONE = new LinkedPeople(List.of(), Map.of());

    /** The name of a platform's learner among the links. */
    public static String key(Platform platform, String learner) {
        return platform.name() + ":" + learner;
    }

    @Nullable
    String of(Platform platform, String learner) {
        return people.isEmpty() ? null : people.get(key(platform, learner));
    }
}
