package serai.model;

import java.util.Arrays;

/**
 * Refuses what a person has asked for or typed. The message says why in English, without personal data; a page says it in its
 * reader's language, by the key.
 */
public final class RefusedInputException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String[] values;

    /**
     * @param key     of the text, as a page's bundle has it
     * @param english the message, with {@code %s} for each value
     * @param values  without personal data
     */
    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be a dependency of who embeds Serai
    public RefusedInputException(String key, String english, Object... values) {
        super(english.formatted(values));
        this.key = key;
        this.values = Arrays.stream(values).map(String::valueOf).toArray(String[]::new);
    }

    /** The key of the text that says why. */
    public String key() {
        return key;
    }

    /** What fills its places, in their order. */
    public String[] values() {
        return values.clone();
    }
}
