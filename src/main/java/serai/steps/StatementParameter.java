package serai.steps;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A parameter of a statement of SQL, such as {@code :?seq}, as Camel's {@code jdbc:} finds it; a header has its value.
 *
 * @param name  of the header
 * @param begin where the parameter begins in the statement
 */
public record StatementParameter(String name, int begin) {

    private static final Pattern PARAMETER = Pattern.compile(":\\?(\\w+)");

    /** The parameters of a statement, in order; one that stands there twice is there twice. */
    public static List<StatementParameter> of(String statement) {
        return PARAMETER.matcher(statement).results().map(found -> new StatementParameter(found.group(1), found.start())).toList();
    }
}
