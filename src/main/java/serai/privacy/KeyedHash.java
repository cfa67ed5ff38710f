package serai.privacy;

import serai.model.Platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes (HMAC-SHA-256) that only the owner of the key can make; without the key nobody can find whose hash it is by trying ids.
 * Not safe for use by several threads.
 */
final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";
    private static final long VERSION_8 = 0x8000L;
    private static final long WITHOUT_VERSION = ~0xF000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long WITHOUT_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

    private final Mac mac;

    /** @param key of the organisation, in UTF-8; not empty */
    KeyedHash(String key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has " + ALGORITHM + ", which takes any key", e);
        }
    }

    /** The pseudonym of a platform's learner: 64 hexadecimal digits, the hash of {@code MCT:13273}. */
    String pseudonym(Platform platform, String learner) {
        return HexFormat.of().formatHex(hash(platform.name() + ":" + learner));
    }

    /** The pseudonym of a person of the organisation, the same for all of their accounts: the hash of {@code PERSON:E-1029}. */
    String pseudonym(String person) {
        return HexFormat.of().formatHex(hash("PERSON:" + person));
    }

    /**
     * The id of a record's copy for a destination that may not know the learner: a UUID of version 8, the same each time. The
     * record's own id would not do: it is made of the learner's id and of fields that the copy has, so trying ids would find the
     * learner.
     */
    UUID id(UUID record) {
        ByteBuffer hash = ByteBuffer.wrap(hash("record:" + record));
        return new UUID(hash.getLong() & WITHOUT_VERSION | VERSION_8, hash.getLong() & WITHOUT_VARIANT | VARIANT);
    }

    private byte[] hash(String text) {
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
