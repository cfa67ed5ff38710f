package serai.model;

import java.util.Arrays;

/** Texts about an exception, for one line of a message. {@link ShowableMessage} decides whether they may be shown to others. */
public final class FailureText {

    /**
     * Refuses what a person has asked for or typed. The message says why in English, without personal data; a page says it in its
     * reader's language, by the key.
     */
    public static final class Refusal extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final String key;
        private final String[] values;

        /**
         * @param key     of the text, as a page's bundle has it
         * @param english the message, with {@code %s} for each value
         * @param values  without personal data
         */
        @SuppressWarnings("AnnotateFormatMethod") // its annotation would be a dependency of who embeds Serai
        public Refusal(String key, String english, Object... values) {
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

    private FailureText() {
    }

    /** The first line of the message, because further lines may quote values; the class's name if there is no message. */
    public static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    /** The last exception in the chain of causes. */
    public static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The {@link #firstLine} of the message of the {@link #innermost} cause. */
    public static String innermostLine(Throwable failure) {
        return firstLine(innermost(failure));
    }
}
