package serai.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The known types of events, with Serai's own names. The type of a record is one of these names or, if Serai doesn't know the
 * type, the platform's own name.
 */
public enum EventType {
    LOGGED_IN,
    COURSE_STARTED,
    /** Completion of a lesson or an exam of a course; the activity's kind says which. */
    MODULE_COMPLETED,
    COURSE_COMPLETED,
    LEARNING_PATH_COMPLETED;

    private static final int NAME_MAX = 200;
    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

    /** The name in lower case, as files, tables and columns have it, such as {@code course_completed}. */
    public String snakeCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The known type with that name; empty if there is none. */
    public static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * The type under which an event of an unknown type is kept: the platform's own name. If that name equals one of Serai's
     * names, the platform's name is put before it; otherwise the event would be routed like a decoded one. The type is cut to
     * 200 characters, because it becomes a header and a part of file names; the record keeps the platform's whole text too.
     */
    public static String unknown(Platform platform, String name) {
        int end = name.length() > NAME_MAX && Character.isHighSurrogate(name.charAt(NAME_MAX - 1)) ? NAME_MAX - 1 : NAME_MAX;
        String bounded = name.length() <= NAME_MAX ? name : name.substring(0, end); // never cuts a surrogate pair in two
        return BY_NAME.containsKey(bounded) ? platform + "." + bounded : bounded;
    }
}
