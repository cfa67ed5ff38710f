package serai.steps;

import java.util.regex.Pattern;

/** Messages of Camel's exceptions that tell more than the exceptions' classes, and are read in more than one place. */
public final class CamelMessages {

    /** A placeholder that is set nowhere; the group is its name. */
    public static final Pattern UNSET = Pattern.compile("Property with key \\[([^\\]]+)] not found in properties");
    /** A method that a class does not have; the groups are its name and the class. */
    public static final Pattern NO_METHOD =
            Pattern.compile("Method with name: (\\S+?)(?:\\(\\))? not found on bean: .* of type: ([\\w.$]+)");
    /** A method or field of something that is null; the group is its name. */
    public static final Pattern OF_NULL = Pattern.compile("cannot continue to invoke method [?.]*(\\w+)");

    private CamelMessages() {
    }
}
