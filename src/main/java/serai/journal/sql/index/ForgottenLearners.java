package serai.journal.sql.index;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.Statements;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import static serai.installation.Installation.SERAI;

/**
 * The learners whose events are counted and not kept, since they were forgotten with all that comes later. The short hash of
 * each identifier, as in the index of learners, is in memory; only an event with one of these hashes is looked for in the
 * table.
 *
 * <p>Belongs to one connection, and is used by its thread.
 */
public final class ForgottenLearners {

    private static final Logger LOG = LoggerFactory.getLogger(ForgottenLearners.class);

    private final Statements statements;
    private final Set<Long> lookups = new HashSet<>();
    private long loaded = -1; // the position when the table was read; -1 before
    private long latest = -1; // the position as read in this version of the data; -1 before
    private long version = -1;
    private boolean current;

    public ForgottenLearners(Statements statements) {
        this.statements = statements;
    }

    /** The hash of a platform's account; whatever the case of its letters. */
    public static byte[] account(LearnerHashes hashes, Platform platform, String id) {
        return hashes.whole("forgotten " + platform.name() + ":" + id.strip());
    }

    /** The hash of an identifier on any platform: an id, the client's own, or a contact; whatever the case of its letters. */
    public static byte[] anywhere(LearnerHashes hashes, String identifier) {
        return hashes.whole("forgotten " + identifier.strip());
    }

    /** All hashes by which a record's learner may have been forgotten; none without a learner. */
    public static List<byte[]> of(LearnerHashes hashes, LearningRecord record) {
        return record.learner() == null ? List.of() : of(hashes, record.platform(), record.learner());
    }

    private static List<byte[]> of(LearnerHashes hashes, Platform platform, Learner learner) {
        return Stream.concat(Stream.of(account(hashes, platform, learner.id())),
                Stream.of(learner.id(), learner.externalId(), learner.contact()).filter(Objects::nonNull)
                        .map(identifier -> anywhere(hashes, identifier)))
                .toList();
    }

    /**
     * The checksum of a row.
     *
     * @param at when the person was forgotten, in microseconds since 1970: a restored backup forgets what was received until then
     */
    public static long sum(byte[] hash, long lookup, boolean later, long at) {
        return Checksum.of(lookup, later ? 1 : 0, ByteBuffer.allocate(Long.BYTES + hash.length).putLong(at).put(hash).array());
    }

    /**
     * Begins a transaction.
     *
     * @param now the version of the data, which changes whenever another connection commits
     */
    public void begin(long now) {
        if (now != version) {
            current = false;
            latest = -1;
            version = now;
        }
    }

    /**
     * The hash by which the record's learner was forgotten; null if the record is to be kept.
     *
     * @param identifiers the short hashes of the learner's identifiers
     */
    public byte @Nullable [] of(LearningRecord record, long[] identifiers, LearnerHashes hashes) throws SQLException {
        if (!current) {
            makeCurrent();
        }
        Learner learner = record.learner();
        if (lookups.isEmpty() || learner == null) {
            return null;
        }
        for (long identifier : identifiers) {
            if (lookups.contains(identifier)) {
                return inTable(record.platform(), learner, hashes);
            }
        }
        return null;
    }

    /** Tells all processes that take events in to read the table again; for a transaction that changes it. */
    public static void changed(Statements statements) throws SQLException {
        long next = position(statements) + 1;
        PreparedStatement position = statements.prepare("""
                INSERT INTO position (name, seq, sum) VALUES (?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, sum = excluded.sum""");
        position.setString(1, Position.FORGOTTEN);
        position.setLong(2, next);
        position.setLong(3, Position.sum(Position.FORGOTTEN, next));
        position.executeUpdate();
    }

    private static long position(Statements statements) throws SQLException {
        return statements.rows("SELECT seq FROM position WHERE name = ?", row -> row.getLong(1), Position.FORGOTTEN).stream()
                .findFirst()
                .orElse(0L);
    }

    /** Takes the position that the caller has read in this transaction; 0 if there is none. */
    void changedAt(long position) {
        latest = position;
    }

    private void makeCurrent() throws SQLException {
        long now = latest < 0 ? position(statements) : latest;
        if (now != loaded) {
            lookups.clear();
            lookups.addAll(statements.rows("SELECT hash, lookup, sum, at FROM forgotten WHERE later", row -> {
                boolean whole = row.getLong(3) == sum(row.getBytes(1), row.getLong(2), true, row.getLong(4));
                if (!whole) {
                    LOG.error(
                            "A row of the journal's forgotten learners is damaged: that learner's events are kept again if some come. "
                                    + "Run " + SERAI + " journal verify.");
                }
                return row.getLong(2);
            }));
            loaded = now;
        }
        current = true;
    }

    private byte @Nullable [] inTable(Platform platform, Learner learner, LearnerHashes hashes) throws SQLException {
        for (byte[] hash : of(hashes, platform, learner)) {
            byte[] found =
                    statements.rows("SELECT hash FROM forgotten WHERE hash = ? AND later", row -> row.getBytes(1), hash).stream()
                            .findFirst().orElse(null);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
