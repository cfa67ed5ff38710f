package serai.settings;

import org.jspecify.annotations.Nullable;

/** A function in a placeholder, such as that of a vault, has not answered. The message names the placeholder and no value. */
final class UnreadableSecretException extends IllegalArgumentException {

    UnreadableSecretException(String placeholder, String why, Throwable cause) {
        super("{{%s}} can't be read: %s".formatted(placeholder, why), cause);
    }

    /** The first such exception among a failure and its causes; null if there is none. */
    static @Nullable UnreadableSecretException in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableSecretException unreadable) {
                return unreadable;
            }
        }
        return null;
    }
}
