package serai.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What can have happened, whatever the platform calls it. A record's type is one of these names, or the platform's own
 * name where nobody here knows it.
 */
public enum EventType {
    LOGGED_IN,
    COURSE_STARTED,
    /** A lesson or an exam of a course; the activity's kind says which. */
    MODULE_COMPLETED,
    COURSE_COMPLETED,
    LEARNING_PATH_COMPLETED;

    private static final int NAME_MAX = 200;
    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

    /** The type of that name, or empty where the name is a platform's own. */
    public static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * The name under which an event of an unknown type is kept: the platform's own name. A platform's name that happens
     * to be one of ours would be routed as if it had been decoded; it gets the platform before it. A type becomes a header
     * and part of files' names, so it is cut to 200 characters; the platform's whole text stays beside it.
     */
    public static String unknown(Platform platform, String name) {
        int end = name.length() > NAME_MAX && Character.isHighSurrogate(name.charAt(NAME_MAX - 1)) ? NAME_MAX - 1 : NAME_MAX;
        String bounded = name.length() <= NAME_MAX ? name : name.substring(0, end); // never half a character
        return BY_NAME.containsKey(bounded) ? platform + "." + bounded : bounded;
    }
}
