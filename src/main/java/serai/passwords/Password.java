package serai.passwords;

/** One valid password of a user, kept in a form that doesn't give it away. */
public interface Password {

    /** Whether that is the password; takes equally long for any wrong candidate of the same length. */
    boolean matches(String candidate);

    /** Iterations of PBKDF2 that {@link #matches} costs; 0 where it answers at once. */
    int iterations();

    /** What changes with it, and is kept anyhow; blank where nothing is. */
    default String kept() {
        return "";
    }
}
