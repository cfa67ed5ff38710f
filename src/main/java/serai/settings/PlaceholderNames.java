package serai.settings;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of settings in a text's placeholders, such as {@code {{serai.lrs.url}}} or {@code {{?serai.lrs.url}}}. */
public final class PlaceholderNames {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[?!]?([\\w.-]+)");

    private PlaceholderNames() {
    }

    /** The names, in their order, repeated ones too. */
    public static Stream<String> in(String text) {
        return PLACEHOLDER.matcher(text).results().map((MatchResult found) -> found.group(1));
    }
}
