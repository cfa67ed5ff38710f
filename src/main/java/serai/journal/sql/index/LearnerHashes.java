package serai.journal.sql.index;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.PinnedSettings;
import serai.model.Digest;
import serai.model.Learner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Makes the keyed hashes by which the records of a learner are found: of the platform's id, the client's id and the contact. Who
 * has the journal's index without its key can't tell whose records they are.
 */
public final class LearnerHashes {

    /** The name of the key among the values fixed at the first start. */
    static final String KEY = "learner-key";

    private final byte[] key;

    /** @param key as it is fixed, in hexadecimal digits */
    public LearnerHashes(String key) {
        this.key = HexFormat.of().parseHex(key);
    }

    /** The hashes of this journal. */
    public static LearnerHashes of(JournalQuery reading) {
        return new LearnerHashes(PinnedSettings.value(reading, KEY).orElseThrow());
    }

    /** One hash for each identifier, whatever the case of its letters; none without a learner. */
    public long[] of(@Nullable Learner learner) {
        return learner == null ? new long[0] : Stream.of(learner.id(), learner.externalId(), learner.contact())
                .filter(Objects::nonNull).mapToLong(this::of).distinct().toArray();
    }

    /** The hash of one identifier. */
    public long of(String identifier) {
        byte[] text = identifier.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        byte[] keyed = ByteBuffer.allocate(key.length + text.length).put(key).put(text).array();
        return ByteBuffer.wrap(Digest.sha256(keyed)).getLong();
    }
}
