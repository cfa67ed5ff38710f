package serai.journal.sql.index;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.Statements;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import static serai.installation.Installation.SERAI;

/**
 * The learners whose events are counted and not kept, since they were forgotten with all that comes later. Of each identifier the
 * short hash is in memory, as the index of learners has it; only an event that has one of these is looked for in the table.
 *
 * <p>Belongs to one connection, and is used by its thread.
 */
public final class ForgottenLearners {

    private static final Logger LOG = LoggerFactory.getLogger(ForgottenLearners.class);
    /** Another whenever somebody is forgotten or that is ended, unless both happen in one microsecond. */
    private static final String STATE = "SELECT count(*), coalesce(max(at), 0) FROM forgotten WHERE later";

    private final Statements statements;
    private final Set<Long> lookups = new HashSet<>();
    private List<Long> state = List.of();
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

    /** The checksum of a row. */
    public static long sum(byte[] hash, long lookup, boolean later) {
        return Checksum.of(lookup, later ? 1 : 0, hash);
    }

    /**
     * Begins a transaction.
     *
     * @param now the version of the data, which changes whenever another connection commits
     */
    public void begin(long now) {
        if (now != version) {
            current = false;
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

    private void makeCurrent() throws SQLException {
        List<Long> now = statements.rows(STATE, row -> List.of(row.getLong(1), row.getLong(2))).get(0);
        if (!now.equals(state)) {
            lookups.clear();
            lookups.addAll(statements.rows("SELECT hash, lookup, sum FROM forgotten WHERE later", row -> {
                boolean whole = row.getLong(3) == sum(row.getBytes(1), row.getLong(2), true);
                if (!whole) {
                    LOG.error(
                            "A row of the journal's forgotten learners is damaged: that learner's events are kept again if some come. "
                                    + "Run " + SERAI + " journal verify.");
                }
                return row.getLong(2);
            }));
            state = now;
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
