package serai.cli.doctor;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The settings that a text names. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([\\w.-]+)");

    private Placeholders() {
    }

    /** The settings' names for a sentence; empty if the text names none. */
    static Optional<String> in(String text) {
        List<String> names = PLACEHOLDER.matcher(text).results().map((MatchResult one) -> one.group(1)).distinct().toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", names));
    }
}
