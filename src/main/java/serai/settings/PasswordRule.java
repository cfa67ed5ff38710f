package serai.settings;

/** What a password must be that somebody signs in to Serai with, and how it is told from the hash of one. */
public final class PasswordRule {

    /** Characters (code points) that a password must have at least. */
    public static final int CHARACTERS_MIN = 12;

    /** What the text form of a hash begins with, up to the first dollar sign. */
    public static final String HASH_SCHEME = "pbkdf2-sha256";

    private PasswordRule() {
    }

    /** Whether a password has {@link #CHARACTERS_MIN} characters. */
    public static boolean isLong(String password) {
        return password.codePointCount(0, password.length()) >= CHARACTERS_MIN;
    }

    /** Whether the text is meant as a hash, and not as a password itself. */
    public static boolean isHash(String text) {
        return text.startsWith(HASH_SCHEME + "$");
    }
}
