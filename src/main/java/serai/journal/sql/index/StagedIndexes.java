package serai.journal.sql.index;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.Kind;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.MissingBatches;
import serai.journal.sql.query.Statements;
import serai.journal.sql.query.StoredBatch;
import serai.journal.store.RedrawRule;
import serai.model.CanonicalJson;
import serai.model.EventType;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import static serai.installation.Installation.SERAI;

/**
 * The indexes of a journal, with the entries of the newest records in memory. These entries are not stored separately: when
 * they are needed and not in memory, as after a start or when another process has appended, they are read from the batches.
 *
 * <p>Belongs to one connection, and is used by its thread. Reads nothing in a transaction that appends nothing.
 */
public final class StagedIndexes {

    private static final Logger LOG = LoggerFactory.getLogger(StagedIndexes.class);
    private static final String POSITIONS = "SELECT name, seq, sum FROM position WHERE name IN (?, ?)";

    private final Statements statements;
    private final ForgottenLearners forgotten;
    private final KnownEvents identities;
    private final CompletedCourses completions;
    private final LearnerRecords learners;
    private final List<StagedIndex> indexes;
    private final int max;
    private boolean current;
    private boolean sorted;
    private long version = -1;
    /** The sequence number up to which records that are stored are in memory or in the tables; the last one of a batch. */
    private long upTo;
    /** The sequence number of the last record that the transaction appends; 0 if there is none. */
    private long appendedUpTo;
    /** The sorted position when the latest time in the table of identities was looked up; -1 if it has to be looked up. */
    private long lookedUpAt = -1;
    /** The sorted position when the newest entries were read. */
    private long sortedWhenRead;

    /**
     * @param max       number of entries in memory from which the next append sorts them into the tables
     * @param forgotten is told its position, which is read with that of the indexes: both may have changed when another process
     *                  has committed
     */
    public StagedIndexes(Statements statements, int max, ForgottenLearners forgotten) {
        this.statements = statements;
        this.forgotten = forgotten;
        this.identities = new KnownEvents(statements);
        this.completions = new CompletedCourses(statements);
        this.learners = new LearnerRecords(statements);
        this.indexes = List.of(identities, completions, learners);
        this.max = max;
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

    /** @return the digest of the known event's content; null if the event is not known */
    public byte @Nullable [] digest(long occurredAt, UUID id) throws SQLException {
        makeCurrent();
        return identities.digest(occurredAt, id);
    }

    /** Whether the course was completed at {@code from} or later and before {@code to}; microseconds since 1970. */
    public boolean isCompleted(UUID course, long from, long to) throws SQLException {
        makeCurrent();
        return completions.isCompleted(course, from, to);
    }

    /** Notes a completion of the record that is appended. */
    public void addCompletion(UUID course, long completedAt) {
        completions.add(course, completedAt);
    }

    /**
     * Notes a record that is appended.
     *
     * @param receivedDay days since 1970-01-01
     */
    public void add(long seq, long occurredAt, UUID id, byte[] digest, long receivedDay, long[] learnerHashes) {
        identities.add(occurredAt, id, digest, receivedDay);
        learners.add(seq, learnerHashes);
        appendedUpTo = seq;
    }

    /** Reads what is not in memory yet, and sorts if that is too much. */
    public void makeCurrent() throws SQLException {
        if (!current) {
            long stored = sortedUpTo();
            if (stored != lookedUpAt) { // else no identity was added to the table
                identities.lookUpLast();
                lookedUpAt = stored;
            }
            // Nothing is in memory yet, or another process has sorted, and may have taken something out of the tables since.
            if (upTo < stored || stored != sortedWhenRead) {
                indexes.forEach(StagedIndex::clear);
                upTo = stored;
            }
            sortedWhenRead = stored;
            readNewest();
            current = true;
        }
        if (appendedUpTo == 0 && !sorted && indexes.stream().anyMatch(index -> index.size() >= max)) {
            sort();
        }
    }

    private void readNewest() throws SQLException {
        KnownKinds kinds = KnownKinds.all(statements);
        BatchWatch sequence = new BatchWatch(upTo);
        statements.rows(StoredBatch.BETWEEN, row -> {
            StoredBatch batch = new StoredBatch(row);
            tell(sequence.next(batch));
            if (batch.baseSeq() > upTo) {
                read(batch, kinds);
                indexes.forEach(StagedIndex::committed); // or a rollback would discard entries that are not read again
            }
            return Boolean.TRUE;
        }, upTo + 1, Long.MAX_VALUE);
        tell(sequence.end(statements, StoredBatch.lastSeq(statements)));
    }

    private static void tell(List<MissingBatches> missing) {
        missing.forEach(one -> LOG.error(
                "The journal has lost record batches, {}: their events are not known any more, and are kept again if they come "
                        + "again. Run " + SERAI + " journal verify.",
                one.text()));
    }

    private void read(StoredBatch batch, KnownKinds kinds) throws SQLException {
        try {
            for (BatchedRecord record : batch.body().records()) {
                identities.add(record.occurredAt(), record.id(), record.digest(),
                        ColumnCodec.day(ColumnCodec.instant(record.receivedAt())));
                learners.add(record.seq(), record.learners());
                Kind kind = kinds.kind(record.kind());
                if (kind != null && kind.type().equals(EventType.COURSE_COMPLETED.name())) {
                    addCompletion(record);
                }
            }
            upTo = batch.lastSeq();
        } catch (DamagedBatchException e) {
            LOG.error("The journal's record batch {} to {} is damaged ({}): its events are not known any more, and are kept again "
                    + "if they come again. Run " + SERAI + " journal verify.", batch.baseSeq(), batch.lastSeq(), e.getMessage());
            upTo = batch.baseSeq(); // how many records it has may be unknown
        }
    }

    private void addCompletion(BatchedRecord completion) {
        try {
            RedrawRule.of(CanonicalJson.read(completion.json()), Duration.ZERO)
                    .ifPresent(rule -> completions.add(rule.course(), ColumnCodec.micros(rule.at())));
        } catch (IllegalArgumentException e) { // its destinations stop before it; that must not keep other events out
            LOG.error("The journal's record {} can't be read ({}): a start of its course is not known as a redraw. Run "
                    + SERAI + " journal verify.", completion.seq(), e.getMessage());
        }
    }

    /**
     * Writes all entries in memory into the tables, unless the transaction is rolled back. Those of records that the transaction
     * itself appends count as not sorted: more may be appended to their batch, and a batch is read as a whole.
     */
    public void sort() throws SQLException {
        if (!current) {
            makeCurrent();
        }
        if (sorted) {
            return;
        }
        for (StagedIndex index : indexes) {
            index.sort();
        }
        PreparedStatement position = statements.prepare("""
                INSERT INTO position (name, seq, sum) VALUES (?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, sum = excluded.sum WHERE excluded.seq > position.seq""");
        position.setString(1, Position.SORTED);
        position.setLong(2, upTo);
        position.setLong(3, Position.sum(Position.SORTED, upTo));
        position.executeUpdate();
        sorted = true;
    }

    /** Sorts if an event in memory was received before a day, so that a purge of the tables finds its entries there. */
    public void sortIfReceivedBefore(long day) throws SQLException {
        if (!current) {
            makeCurrent();
        }
        if (identities.isAnyReceivedBefore(day)) {
            sort();
        }
    }

    /**
     * The sequence number of the last record whose entries are in the tables, as the transaction sees it.
     *
     * @throws JournalUnavailableException if that number is damaged: with one that is too high, known events would be kept
     *                                     again
     */
    public long sortedUpTo() throws SQLException {
        long[] upTo = {0, 0};
        statements.rows(POSITIONS, row -> {
            boolean ours = row.getString(1).equals(Position.SORTED);
            long seq = row.getLong(2);
            upTo[ours ? 0 : 1] = seq;
            if (ours && row.getLong(3) != Position.sum(Position.SORTED, seq)) {
                throw new JournalUnavailableException("the journal's position '%s' is damaged (wrong checksum), so it is not known "
                        .formatted(Position.SORTED) + "which events are known; restore a backup (" + SERAI + " restore)", null);
            }
            return seq;
        }, Position.SORTED, Position.FORGOTTEN);
        forgotten.changedAt(upTo[1]);
        return upTo[0];
    }

    /** Notes that the transaction is committed. */
    public void committed() {
        if (sorted) { // what the transaction has appended is read again
            indexes.forEach(StagedIndex::clear);
            current = false;
        } else {
            indexes.forEach(StagedIndex::committed);
            upTo = Math.max(upTo, appendedUpTo);
        }
        end();
    }

    /** Notes that the transaction is rolled back. */
    public void rolledBack() {
        indexes.forEach(StagedIndex::rolledBack);
        lookedUpAt = -1;
        current = false; // what was looked up may be undone
        end();
    }

    private void end() {
        sorted = false;
        appendedUpTo = 0;
    }
}
