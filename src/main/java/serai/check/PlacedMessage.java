package serai.check;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a template says when it can't be used, or can't translate a record: its file and line stand at the beginning.
 *
 * @param place in the template; empty if the message names none
 * @param cause the rest, without which record it was
 */
public record PlacedMessage(Optional<Place> place, String cause) {

    private static final Pattern PLACE = Pattern.compile("^([^\\s:]+\\.\\w+)(?::(\\d+))?(?::(\\d+))?: (.*)$");
    private static final Pattern RECORD = Pattern.compile(" \\((?:record \\d+ of \\d+, [\\w-]+|a batch of \\d+)\\)$");

    public static PlacedMessage of(String message) {
        String cause = RECORD.matcher(message).replaceFirst("");
        Matcher placed = PLACE.matcher(cause);
        return placed.matches() ? new PlacedMessage(
                Optional.of(new Place(placed.group(1), number(placed.group(2)), number(placed.group(3)))), placed.group(4))
                : new PlacedMessage(Optional.empty(), cause);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
