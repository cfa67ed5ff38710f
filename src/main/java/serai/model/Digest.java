package serai.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests by algorithms that every Java has, so that none of these fails. */
public final class Digest {

    private Digest() {
    }

    public static byte[] sha256(byte[] content) {
        return sha256().digest(content);
    }

    /** One to be given its content bit by bit. */
    public static MessageDigest sha256() {
        return of("SHA-256");
    }

    /** For names that a standard makes of it; nothing is kept safe by it. */
    public static byte[] sha1(byte[] content) {
        return of("SHA-1").digest(content);
    }

    private static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has " + algorithm, e);
        }
    }
}
