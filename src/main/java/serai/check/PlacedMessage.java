package serai.check;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The message of a template that can't be used, or can't translate a record: the place at its beginning, and the rest.
 *
 * @param place in the template; empty if the message names none
 * @param cause the rest of the message, without the record that it names
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
