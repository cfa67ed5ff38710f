package serai.passwords;

/** One valid password of a user, in a form that does not reveal it. */
public interface Password {

    /** Whether the candidate is the password. Takes equally long for all wrong candidates of the same length. */
    boolean matches(String candidate);

    /** The number of iterations of PBKDF2 in {@link #matches}; 0 if it answers at once. */
    int iterations();

    /** A text that changes when the password changes, and that is stored anyway, such as its hash; blank if nothing is stored. */
    default String kept() {
        return "";
    }
}
