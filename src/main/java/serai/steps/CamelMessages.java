package serai.steps;

import serai.model.FailureText;

import java.util.List;
import java.util.Optional;
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

    private static final Pattern FLAG = Pattern.compile("Cannot convert the String value: .* to type: boolean as");
    private static final Pattern CONSTANT = Pattern.compile("^Enum class \\S+( \\S+)? does not have any constant with value: ");
    /** What an endpoint's own message begins with: an option and its value. */
    private static final Pattern OPTION = Pattern.compile("^journal:\\S+ \\w+=\\S*: ");

    private CamelMessages() {
    }

    /**
     * Why a property does not take a value, without the value, which may be a secret: in Serai's own words, or as the kind of
     * failure shows. Empty if it does not show it: messages of others quote values.
     *
     * @param causes the outermost first
     */
    public static Optional<String> refusal(List<Throwable> causes) {
        return causes.stream().filter(CamelMessages::isWordedHere).reduce((outer, inner) -> inner)
                .map(cause -> OPTION.matcher(FailureText.firstLine(cause)).replaceFirst(""))
                .or(() -> causes.stream().flatMap(cause -> expected(cause).stream()).findFirst());
    }

    private static Optional<String> expected(Throwable cause) {
        if (cause instanceof NumberFormatException) {
            return Optional.of("it must be a number");
        }
        String message = String.valueOf(cause.getMessage());
        return FLAG.matcher(message).find() ? Optional.of("it must be true or false")
                : CONSTANT.matcher(message).find() ? Optional.of("it takes no such value") : Optional.empty();
    }

    /** Whether Serai itself has made the exception, and so its message; those of Camel's make their own. */
    private static boolean isWordedHere(Throwable cause) {
        StackTraceElement[] stack = cause.getStackTrace();
        return cause.getMessage() != null && stack.length > 0 && stack[0].getClassName().startsWith("serai.")
                && !cause.getClass().getName().startsWith("org.apache.camel.");
    }
}
