package serai.model;

import java.util.Arrays;

/**
 * Refuses what a person has asked for or typed. The message says why in English, without personal data; a page shows the text of
 * the key in its reader's language.
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
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of hosts that embed Serai
    public RefusedInputException(String key, String english, Object... values) {
        super(english.formatted(values));
        this.key = key;
        this.values = Arrays.stream(values).map(String::valueOf).toArray(String[]::new);
    }

    /** The key of the text that says why. */
    public String key() {
        return key;
    }

    /** The values for the placeholders of that text, in order. */
    public String[] values() {
        return values.clone();
    }
}
