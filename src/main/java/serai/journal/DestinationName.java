package serai.journal;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of a destination. Routes write it as {@code journal:NAME}, and several names with commas between.
 *
 * @param text small letters, digits and hyphens, beginning with a letter
 */
public record DestinationName(String text) {

    /** The beginning of every URI of the journal. */
    public static final String SCHEME = "journal:";

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern SCHEME_AND_SLASHES = Pattern.compile("^" + SCHEME + "(//)?");

    /** @throws IllegalArgumentException if no destination can have that name */
    public DestinationName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(("'%s' can't be a destination's name; use small letters, digits and hyphens, "
                    + "beginning with a letter").formatted(text));
        }
    }

    /** Whether a URI is one of the journal. */
    public static boolean isIn(String uri) {
        return uri.startsWith(SCHEME);
    }

    /**
     * The destinations in a URI of the journal, or in its part behind the colon, without the options. The names are not
     * validated.
     */
    public static Stream<String> written(String uri) {
        String names = SCHEME_AND_SLASHES.matcher(uri).replaceFirst("").split("\\?", 2)[0];
        return Arrays.stream(names.split(",")).map(String::strip);
    }

    @Override
    public String toString() {
        return text;
    }
}
