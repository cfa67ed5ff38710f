package serai.check.expressions;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The headers that a Simple expression reads. */
final class HeaderNames {

    /** {@code ${header.type}}, {@code ${headers[type]}}, {@code ${in.header.type}}. */
    private static final Pattern READ = Pattern.compile("\\$\\{(?:in\\.)?headers?(?:\\.|:|\\[)['\"]?([\\w-]+)");

    private HeaderNames() {
    }

    static List<MatchResult> in(String expression) {
        return READ.matcher(expression).results().toList();
    }
}
