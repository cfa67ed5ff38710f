package serai.webhook.authentication;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A digest of a name and a password that is useless outside this process: HMAC-SHA-256 (RFC 2104) with a random key that is
 * never written anywhere. So Serai keeps no password in memory, and nothing from which one could be guessed.
 */
final class CredentialsDigest {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final ThreadLocal<Mac> keyed = ThreadLocal.withInitial(this::keyed);

    CredentialsDigest() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    private Mac keyed() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + ALGORITHM + "; run on JDK 17 or later", e);
        }
    }

    /** The digest, 32 bytes. No two credentials have the same input, because a name contains no colon. */
    ByteBuffer of(Credentials credentials) {
        String input = credentials.name() + ":" + credentials.password();
        return ByteBuffer.wrap(keyed.get().doFinal(input.getBytes(StandardCharsets.UTF_8)));
    }
}
