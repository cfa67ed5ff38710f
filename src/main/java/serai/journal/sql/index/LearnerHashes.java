package serai.journal.sql.index;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.PinnedSettings;
import serai.model.Learner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the keyed hashes by which the records of a learner are found: of the platform's id, the client's id and the contact.
 * Without the key, the journal's index does not show whose records they are.
 */
public final class LearnerHashes {

    /** The name of the key among the values fixed at the first start. */
    static final String KEY = "learner-key";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int IDENTIFIERS_MAX = 3;

    /** Only copied: a copy costs less than making one from the key. */
    private final Mac keyed;

    /** @param key as it is fixed, in hexadecimal digits */
    public LearnerHashes(String key) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(HexFormat.of().parseHex(key), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each Java has it
        }
    }

    /** The hashes of this journal. */
    public static LearnerHashes of(JournalQuery reading) {
        return new LearnerHashes(PinnedSettings.value(reading, KEY).orElseThrow());
    }

    /** One hash for each identifier, whatever the case of its letters; none without a learner. */
    public long[] of(@Nullable Learner learner) {
        if (learner == null) {
            return new long[0];
        }
        Mac mac = copy();
        long[] hashes = new long[IDENTIFIERS_MAX];
        int count = add(hashes, 0, mac, learner.id());
        count = add(hashes, count, mac, learner.externalId());
        count = add(hashes, count, mac, learner.contact());
        return Arrays.copyOf(hashes, count);
    }

    /** @return the number of hashes afterwards */
    private static int add(long[] hashes, int count, Mac mac, @Nullable String identifier) {
        if (identifier == null) {
            return count;
        }
        long hash = hash(mac, identifier);
        for (int i = 0; i < count; i++) {
            if (hashes[i] == hash) {
                return count;
            }
        }
        hashes[count] = hash;
        return count + 1;
    }

    /** The hash of one identifier. */
    public long of(String identifier) {
        return hash(copy(), identifier);
    }

    /** A hash in its whole length, 32 bytes, whatever the case of the text's letters. */
    byte[] whole(String text) {
        return copy().doFinal(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private static long hash(Mac mac, String identifier) {
        return ByteBuffer.wrap(mac.doFinal(identifier.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))).getLong();
    }

    /** A copy for one computation, since several threads append. */
    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e); // Java's own can be copied
        }
    }
}
