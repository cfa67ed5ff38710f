package serai.settings;

/** A function in a placeholder, such as that of a vault, has not answered. The message names the placeholder and no value. */
final class UnreadableSecretException extends IllegalArgumentException {

    UnreadableSecretException(String placeholder, String why, Throwable cause) {
        super("{{%s}} can't be read: %s".formatted(placeholder, why), cause);
    }
}
