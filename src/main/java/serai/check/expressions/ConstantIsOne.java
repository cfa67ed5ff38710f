package serai.check.expressions;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A function of Simple in a constant is not evaluated: the text is sent as it is written. */
final class ConstantIsOne implements Rule {

    private static final Pattern FUNCTION = Pattern.compile("\\$(?:simple)?\\{");

    @Override
    public String id() {
        return "constant-not-evaluated";
    }

    @Override
    public String meaning() {
        return "A `constant` has a function of Simple in it, such as `${body}`. It is not evaluated: the text is sent as it is written.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.items(item -> (item.path().endsWith("/constant") || item.path().endsWith("/constant/expression"))
                && FUNCTION.matcher(item.text().orElse("")).find())
                .map(found -> warning(found.placeOfValue(), "a constant is not evaluated, so this is sent as it is written",
                        "write simple: in place of constant:"));
    }
}
