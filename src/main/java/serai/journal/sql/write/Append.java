package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.journal.JournalWriter;
import serai.journal.sql.batch.RecordBatchWriter.Head;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.Kind;
import serai.journal.sql.write.Transaction.Intake;
import serai.model.CanonicalJson;
import serai.model.Digest;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.model.trace.TraceContext;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * Stores one record, unless its event is known, Idempotent Receiver (EIP), or its learner was forgotten with all that comes later.
 * The constructor computes all that it can on the caller's thread.
 */
public final class Append implements Write<Appended> {

    private static final int DIGEST_LENGTH = 16;
    private static final String UNROUTED = ColumnCodec.names(Set.of(JournalWriter.UNROUTED));

    private final LearningRecord record;
    private final Kind kind;
    private final @Nullable RedrawDetector completions;
    private final long occurredAt;
    private final long receivedAt;
    private final long receivedDay;
    private final byte[] json;
    private final byte[] digest;
    private final byte[] raw;
    private final LearnerHashes hashes;
    private final long[] learners;
    private final @Nullable TraceContext trace;

    /**
     * @param destinations as in {@link ColumnCodec#names(java.util.Collection)}
     * @param redrawWindow how long after a completion a course start is marked as a redraw; zero: never
     * @param hashes       makes the hashes by which a learner's records are found
     * @param trace        the span that the record's deliveries follow; null if there is none
     */
    public Append(LearningRecord record, String destinations, Duration redrawWindow, LearnerHashes hashes,
            @Nullable TraceContext trace) {
        this.trace = trace;
        this.hashes = hashes;
        this.record = record;
        this.kind = new Kind(record.source(), record.type(), record.marks().contains(Mark.REDRAW), destinations);
        this.completions = RedrawDetector.of(record, redrawWindow);
        this.occurredAt = ColumnCodec.micros(record.occurredAt());
        this.receivedAt = ColumnCodec.micros(record.receivedAt());
        this.receivedDay = ColumnCodec.day(record.receivedAt());
        this.json = CanonicalJson.bytes(record);
        this.learners = hashes.of(record.learner());
        this.digest = digest(CanonicalJson.withoutReceivedAt(json));
        this.raw = Objects.requireNonNull(record.raw(), "a record is appended with its payload").bytes();
    }

    private static byte[] digest(byte[] content) {
        return Arrays.copyOf(Digest.sha256(content), DIGEST_LENGTH);
    }

    @Override
    public Appended apply(Transaction transaction) throws SQLException {
        transaction.newest().makeCurrent(); // it reads who was forgotten, too
        byte[] forgotten = transaction.forgotten().of(record, learners, hashes);
        if (forgotten != null) {
            transaction.count(kind.source(), Intake.FILTERED);
            transaction.update("UPDATE forgotten SET events = events + 1, last_at = ? WHERE hash = ?", receivedAt, forgotten);
            return Appended.FORGOTTEN;
        }
        byte[] known = transaction.newest().digest(occurredAt, record.id());
        if (known != null) {
            boolean same = Arrays.equals(digest, known);
            transaction.count(kind.source(), same ? Intake.DUPLICATES : Intake.DIFFERING);
            if (!same) {
                keepDiffering(transaction);
            }
            return same ? Appended.DUPLICATE : Appended.DIFFERS;
        }
        boolean redrawn = completions != null && completions.redrawn(transaction);
        int kindNumber = transaction.kinds().number(redrawn ? kind.redrawn() : kind);
        byte[] content = redrawn ? marked() : json;
        Head head = new Head(kindNumber, record.id(), digest, occurredAt, receivedAt, learners, trace);
        long seq = transaction.batch().add(head, content, raw);
        transaction.newest().add(seq, occurredAt, record.id(), digest, receivedDay, learners);
        transaction.count(kind.source(), Intake.ACCEPTED);
        transaction.countRouted(kind.destinations(), seq);
        if (kind.destinations().contains(UNROUTED)) {
            putAside(transaction, new UnbatchedRecord(seq, kindNumber, receivedAt, content, raw, trace));
        }
        return Appended.STORED;
    }

    /** Keeps a record for which the router has no destination beside its batch, until it has one or is dropped. */
    private void putAside(Transaction transaction, UnbatchedRecord copy) throws SQLException {
        @Nullable
        Object[] values = copy.values();
        transaction.update("""
                INSERT INTO aside (destination, seq, type, state, counted, changed_at, %s)
                VALUES ('%s', ?, ?, 'unrouted', 'pending', ?, %s)"""
                .formatted(UnbatchedRecord.COLUMNS, JournalWriter.UNROUTED, UnbatchedRecord.VALUES), copy.seq(), kind.type(),
                receivedAt,
                values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
        transaction.count(kind.source(), Intake.UNROUTED_BYTES, (long) copy.json().length + raw.length);
    }

    private byte[] marked() {
        return CanonicalJson.bytes(record.withMarks(Set.of(Mark.REDRAW)));
    }

    private void keepDiffering(Transaction transaction) throws SQLException {
        PreparedStatement insert = transaction.prepare("""
                INSERT INTO differing (source, id, digest, received_at, type, destinations, json, raw, changed_at, json_sum, raw_sum,
                                       kind_sum)
                VALUES (?, ?, ?, ?, ?, ?, cast(? AS TEXT), ?, ?, ?, ?, ?)
                ON CONFLICT (id, digest) DO NOTHING""");
        insert.setString(1, kind.source());
        insert.setBytes(2, ColumnCodec.bytes(record.id()));
        insert.setBytes(3, digest);
        insert.setLong(4, receivedAt);
        insert.setString(5, kind.type());
        insert.setString(6, kind.destinations());
        insert.setBytes(7, json);
        insert.setBytes(8, raw);
        insert.setLong(9, receivedAt);
        insert.setLong(10, Checksum.of(Checksum.NO_NUMBER, Checksum.NO_KIND, json));
        insert.setLong(11, Checksum.of(Checksum.NO_NUMBER, raw));
        insert.setLong(12, Kind.sumOfDiffering(kind.source(), kind.type(), kind.destinations()));
        if (insert.executeUpdate() == 1) { // an event with this differing content was not kept before
            transaction.count(kind.source(), Intake.DIFFERING_BYTES, json.length + raw.length);
        }
    }
}
