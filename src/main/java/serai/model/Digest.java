package serai.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Message digests. Every Java platform has these algorithms, so none of these methods fails. Each thread reuses its objects for
 * SHA-256 and SHA-1, because looking for an algorithm among Java's providers costs more than digesting an event.
 */
public final class Digest {

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Digest::sha256);
    private static final ThreadLocal<MessageDigest> SHA_1 = ThreadLocal.withInitial(() -> of("SHA-1"));

    private Digest() {
    }

    public static byte[] sha256(byte[] content) {
        return SHA_256.get().digest(content);
    }

    /** A digest to which the caller adds the content step by step. */
    public static MessageDigest sha256() {
        return of("SHA-256");
    }

    /** SHA-1, only for identifiers that a standard defines with it; not for security. */
    public static byte[] sha1(byte[] content) {
        return SHA_1.get().digest(content);
    }

    /** MD5, only where a protocol compares content with it; not for security. */
    public static byte[] md5(byte[] content) {
        return of("MD5").digest(content);
    }

    private static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has " + algorithm, e);
        }
    }
}
