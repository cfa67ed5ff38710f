package serai.destinations.http;

import java.util.regex.Pattern;

/** A key that is sent in a header of its own. */
record ApiKey(String key, String header) {

    /** A token of RFC 9110, 5.6.2. */
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~\\w-]+");

    /** @throws IllegalArgumentException if key or header can't be sent; the message does not repeat the key */
    ApiKey {
        if (key.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an HTTP destination has an API key with a line break or another control "
                    + "character, such as a file's last line end; remove it");
        }
        if (!HEADER.matcher(header).matches()) {
            throw new IllegalArgumentException("an HTTP destination sends its API key in '%s', which is no name of a header; "
                    .formatted(header) + "take one such as X-Api-Key");
        }
    }
}
