package serai.passwords;

import serai.settings.form.PasswordRule;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import static serai.installation.Installation.SERAI;

/**
 * A password as PBKDF2 with HMAC-SHA-256 (RFC 8018, section 5.2), with the text form
 * {@code pbkdf2-sha256$iterations$salt$hash}, salt and hash in Base64 (RFC 4648, section 4). Immutable.
 */
public final class PasswordHash implements Password {

    /**
     * The number that the OWASP Password Storage Cheat Sheet asks for with PBKDF2-HMAC-SHA256. It costs 150 to 300 ms of one
     * core once the code is compiled, but 1 to 2 s at first, and always if the JVM runs without its C2 compiler.
     */
    public static final int DEFAULT_ITERATIONS = 600_000;

    static final int MAX_ITERATIONS = 10_000_000;

    private static final String SCHEME = PasswordRule.HASH_SCHEME;
    private static final String FORM = SCHEME + "$iterations$salt$hash";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * Hashes with {@link #DEFAULT_ITERATIONS} and a random salt. Blocks for one run of PBKDF2.
     *
     * @throws IllegalArgumentException if the password is too short ({@link #requireLength})
     */
    public static PasswordHash create(String password) {
        return create(password, DEFAULT_ITERATIONS);
    }

    /**
     * As {@link #create(String)}, with a given number of iterations. {@link #parse} refuses a hash with fewer than
     * {@link #DEFAULT_ITERATIONS}.
     */
    public static PasswordHash create(String password, int iterations) {
        requireLength(password);
        byte[] salt = random(SALT_BYTES);
        return new PasswordHash(iterations, salt, derive(password, salt, iterations));
    }

    /**
     * Checks that a password is long enough.
     *
     * @throws IllegalArgumentException if it has fewer than {@link PasswordRule#CHARACTERS_MIN} characters; the message does
     *                                  not repeat it
     */
    public static void requireLength(String password) {
        if (!PasswordRule.isLong(password)) {
            throw new IllegalArgumentException(("the password has fewer than %s characters and can be guessed; use a longer one, "
                    + "such as what `openssl rand -base64 24` prints").formatted(PasswordRule.CHARACTERS_MIN));
        }
    }

    /**
     * Reads the text form. Runs no PBKDF2.
     *
     * @throws IllegalArgumentException if the text is no hash, or if it has fewer iterations than {@link #DEFAULT_ITERATIONS}
     *                                  or more than ten million; the message says what is wrong and quotes nothing of the text
     */
    public static PasswordHash parse(String text) {
        String[] parts = text.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalArgumentException("not a password hash; expected the form " + FORM);
        }
        int iterations = iterations(parts[1]);
        byte[] salt = base64(parts[2], "salt");
        byte[] hash = base64(parts[3], "hash");
        if (salt.length < SALT_BYTES || hash.length != HASH_BYTES) {
            throw new IllegalArgumentException(("the password hash has a salt of %s and a hash of %s bytes, expected at least %s "
                    + "and exactly %s; it may be cut off: make it again").formatted(salt.length, hash.length,
                            SALT_BYTES, HASH_BYTES));
        }
        return new PasswordHash(iterations, salt, hash);
    }

    /** A random hash whose password nobody knows, so that a check takes as long for a user who does not exist. Runs no PBKDF2. */
    public static PasswordHash decoy(int iterations) {
        return new PasswordHash(iterations, random(SALT_BYTES), random(HASH_BYTES));
    }

    /** Blocks for one run of PBKDF2; the comparison takes constant time. */
    @Override
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(hash, derive(candidate, salt, iterations));
    }

    @Override
    public int iterations() {
        return iterations;
    }

    @Override
    public String kept() {
        return text();
    }

    /** The text form, for a settings file. */
    public String text() {
        Base64.Encoder encoder = Base64.getEncoder();
        return String.join("$", SCHEME, Integer.toString(iterations), encoder.encodeToString(salt),
                encoder.encodeToString(hash));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash that && iterations == that.iterations
                && Arrays.equals(salt, that.salt) && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    /** Shows neither salt nor hash. */
    @Override
    public String toString() {
        return SCHEME + "$" + iterations;
    }

    private static int iterations(String text) {
        try {
            return requireRange(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the password hash's iterations are not a number; expected the form " + FORM);
        }
    }

    private static int requireRange(int iterations) {
        if (iterations < DEFAULT_ITERATIONS) {
            throw new IllegalArgumentException(
                    ("the password hash has %s iterations of PBKDF2, too few to resist guessing; make it again with `" + SERAI + " "
                            + "password`, which gives it %s").formatted(iterations, DEFAULT_ITERATIONS));
        }
        if (iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException(("the password hash has %s iterations of PBKDF2, more than %s; make it again with "
                    + "`" + SERAI + " password`, which gives it %s").formatted(iterations, MAX_ITERATIONS, DEFAULT_ITERATIONS));
        }
        return iterations;
    }

    private static byte[] base64(String text, String part) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the password hash's %s is not Base64; expected the form %s"
                    .formatted(part, FORM));
        }
    }

    static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no PBKDF2WithHmacSHA256; run on JDK 17 or later", e);
        } finally {
            key.clearPassword();
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
