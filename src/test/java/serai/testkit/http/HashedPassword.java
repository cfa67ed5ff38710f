package serai.testkit.http;

/**
 * Passwords with their hashes, as {@code ./serai password} made them: making one costs more than a second of a core where the
 * JVM runs without its C2 compiler, as it does in tests.
 */
public final class HashedPassword {

    public static final String FIRST = "caravan of serai";

    /** The hash of {@link #FIRST}. */
    public static final String HASH_OF_FIRST = "pbkdf2-sha256$600000$pw57qrIs3R1T9kDE2XCxWA==$A1LigbzsyAFn52kRII3"
            + "DgsDSdfDoYbHknnIm9jLvQwo=";

    public static final String SECOND = "camel at the well";

    /** The hash of {@link #SECOND}. */
    public static final String HASH_OF_SECOND = "pbkdf2-sha256$600000$JaNCzdleaapvsEqMxhHMYw==$l9F5EhOnnTqgfYepVvy"
            + "Mm17zN69np9J8Air+K1aCatA=";

    private HashedPassword() {
    }
}
