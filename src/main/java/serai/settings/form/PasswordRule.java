package serai.settings.form;

/** The rule for passwords with which others sign in to Serai, and the way to tell a hash from a password. */
public final class PasswordRule {

    /** The minimum number of characters (code points) of a password. */
    public static final int CHARACTERS_MIN = 12;

    /** The beginning of a hash's text form, up to the first dollar sign. */
    public static final String HASH_SCHEME = "pbkdf2-sha256";

    private PasswordRule() {
    }

    /** Whether a password has at least {@link #CHARACTERS_MIN} characters. */
    public static boolean isLong(String password) {
        return password.codePointCount(0, password.length()) >= CHARACTERS_MIN;
    }

    /** Whether the text is meant as a hash, and not as a password itself. */
    public static boolean isHash(String text) {
        return text.startsWith(HASH_SCHEME + "$");
    }
}
