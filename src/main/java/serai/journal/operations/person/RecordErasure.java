package serai.journal.operations.person;

import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.sql.batch.BatchKinds;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.RecordBatch;
import serai.journal.sql.batch.RecordBatchWriter;
import serai.journal.sql.index.LearnerRunErasure;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.query.Kind;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.RecordRow;
import serai.journal.sql.write.DestinationCounters;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.UnbatchedRecord;
import serai.journal.store.RedrawRule;
import serai.model.CanonicalJson;
import serai.model.Digest;
import serai.model.ForgottenRecord;
import serai.model.LearningRecord;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Erases some records of a person in one transaction: from their batches, which keep their numbers, from the indexes, and from what
 * stands aside. What was still to be delivered counts as dropped.
 */
final class RecordErasure {

    /** What stands in the place of reasons and failures in rows of an erased person. */
    private static final String WHY = "forgotten";
    private static final byte[] NO_PAYLOAD = new byte[0];

    private final Transaction transaction;
    private final Set<Long> unnamed;
    private final long now;
    private final ErasureRecords told;
    private final Map<String, Long> dropped = new TreeMap<>();
    private final Map<String, Long> delivered = new TreeMap<>();
    private long records;
    private long aside;

    /** A row of the table {@code aside}. */
    private record Row(String destination, long seq, RecordState state, String counted, boolean copied) {
    }

    /**
     * @param unnamed records that are the person's although they have no learner
     * @param now     microseconds since 1970
     * @param told    called for each record before it is erased
     */
    RecordErasure(Transaction transaction, Set<Long> unnamed, long now, ErasureRecords told) {
        this.transaction = transaction;
        this.unnamed = unnamed;
        this.now = now;
        this.told = told;
    }

    /**
     * @param accounts whose records they are
     * @param seqs     sequence numbers; a record of none of the accounts stays
     */
    ErasureCounts erase(Set<Person> accounts, List<Long> seqs) throws SQLException {
        transaction.newest().sort(); // so that no process has in memory what is taken out of the tables here
        Set<Long> erased = new HashSet<>();
        KnownKinds kinds = KnownKinds.all(transaction);
        for (long seq : seqs) {
            if (!erased.contains(seq)) {
                RecordBatch batch = BatchWatch.batch(transaction, "the journal", seq);
                if (batch == null) { // purged: what is left of it stands aside
                    eraseCopies(accounts, seq, erased);
                } else {
                    erase(batch, accounts, new HashSet<>(seqs), kinds, erased);
                }
            }
        }
        new LearnerRunErasure(transaction).remove(erased);
        return new ErasureCounts(records, aside, 0, 0, dropped, delivered);
    }

    private void erase(RecordBatch batch, Set<Person> accounts, Set<Long> seqs, KnownKinds kinds, Set<Long> erased)
            throws SQLException {
        RecordBatchWriter writer = new RecordBatchWriter();
        boolean changed = false;
        for (BatchedRecord one : batch.records()) {
            LearningRecord record = seqs.contains(one.seq()) ? CanonicalJson.read(one.json()) : null;
            if (record == null || !isTheirs(accounts, one.seq(), record)) {
                writer.add(new RecordBatchWriter.Head(one.kind(), one.id(), one.digest(), one.occurredAt(), one.receivedAt(),
                        one.learners(), one.trace()), one.json(), one.raw());
                continue;
            }
            Kind kind = kinds.kind(one.kind());
            tell(one.seq(), kind == null ? Set.of() : ColumnCodec.names(kind.destinations()), record);
            eraseAside(one.seq());
            standAside(one.seq(), kind == null ? Set.of() : ColumnCodec.names(kind.destinations()), record.type());
            forgetIdentity(one.occurredAt(), record);
            addForgotten(writer, one, ForgottenRecord.inPlaceOf(record));
            erased.add(one.seq());
            records++;
            changed = true;
        }
        if (changed) {
            BatchKinds row = writer.kinds(batch.baseSeq());
            transaction.update("UPDATE record_batch SET kinds = ?, received_from = ?, received_to = ?, body = ? WHERE base_seq = ?",
                    row.column(), row.receivedFrom(), row.receivedTo(), writer.end(batch.baseSeq()), batch.baseSeq());
        }
    }

    private boolean isTheirs(Set<Person> accounts, long seq, LearningRecord record) {
        return accounts.stream().anyMatch(account -> account.isIn(record))
                || unnamed.contains(seq) && !record.type().equals(ForgottenRecord.TYPE);
    }

    private void addForgotten(RecordBatchWriter writer, BatchedRecord before, LearningRecord forgotten) throws SQLException {
        byte[] json = CanonicalJson.bytes(forgotten);
        byte[] digest = Arrays.copyOf(Digest.sha256(CanonicalJson.withoutReceivedAt(json)), RecordBatch.DIGEST_LENGTH);
        int kind = transaction.kinds().number(
                new Kind(forgotten.source(), forgotten.type(), false, ColumnCodec.names(Set.of())));
        writer.add(new RecordBatchWriter.Head(kind, forgotten.id(), digest, 0, before.receivedAt(), new long[0], null), json,
                NO_PAYLOAD);
        transaction.update("INSERT INTO identity (occurred_at, id, digest, received_day) VALUES (?, ?, ?, ?)", 0L,
                ColumnCodec.bytes(forgotten.id()), digest, ColumnCodec.day(ColumnCodec.instant(before.receivedAt())));
    }

    private void forgetIdentity(long occurredAt, LearningRecord record) throws SQLException {
        transaction.update("DELETE FROM identity WHERE occurred_at = ? AND id = ?", occurredAt, ColumnCodec.bytes(record.id()));
        RedrawRule rule = RedrawRule.of(record, Duration.ZERO).orElse(null);
        if (rule != null && rule.completed()) {
            transaction.update("DELETE FROM completion WHERE course = ? AND completed_at = ?", ColumnCodec.bytes(rule.course()),
                    ColumnCodec.micros(rule.at()));
        }
    }

    /**
     * Gives each destination a row that says what has become of the record, since the record names it no more: delivered, or
     * dropped where the cursor has not passed it. A delivery that has the record in hand finds that row when it settles.
     */
    private void standAside(long seq, Set<String> destinations, String type) throws SQLException {
        for (String destination : destinations) {
            boolean stands = !transaction.rows(RecordRow.STANDS, row -> 1, destination, seq).isEmpty();
            if (stands || destination.equals(JournalWriter.UNROUTED)) {
                continue;
            }
            boolean passed = DeliveryReader.cursor(transaction, destination).map(cursor -> cursor >= seq).orElse(true);
            String state = (passed ? RecordState.DELIVERED : RecordState.DROPPED).word();
            transaction.update("""
                    INSERT INTO aside (destination, seq, type, state, counted, why, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)""",
                    destination, seq, type, state, state, WHY, now);
            if (passed) {
                delivered.merge(destination, 1L, Long::sum);
            } else {
                count(destination, RecordState.PENDING);
            }
        }
    }

    /** Notes a record that is not delivered any more. */
    private void count(String destination, RecordState from) throws SQLException {
        new DestinationCounters(transaction).move(destination, from, RecordState.DROPPED, 1);
        dropped.merge(destination, 1L, Long::sum);
    }

    private void eraseCopies(Set<Person> accounts, long seq, Set<Long> erased) throws SQLException {
        List<LearningRecord> copies = RecordRow.copies(transaction, seq);
        if (!copies.isEmpty() && isTheirs(accounts, seq, copies.get(0))) {
            tell(seq, Set.of(), copies.get(0));
            eraseAside(seq);
            forgetIdentity(ColumnCodec.micros(copies.get(0).occurredAt()), copies.get(0));
            erased.add(seq);
        }
    }

    private void tell(long seq, Set<String> named, LearningRecord record) throws SQLException {
        Set<String> destinations = new HashSet<>(named);
        destinations.addAll(transaction.rows("SELECT destination FROM aside WHERE seq = ?", row -> row.getString(1), seq));
        destinations.forEach(destination -> told.erased(destination, record.id()));
    }

    /** Removes everything about the person from the rows of {@code aside}; the counters stay even. */
    private void eraseAside(long seq) throws SQLException {
        List<Row> rows = transaction.rows("SELECT destination, seq, state, counted, json IS NOT NULL FROM aside WHERE seq = ? "
                + "AND destination IN (SELECT name FROM destination)",
                row -> new Row(row.getString(1), row.getLong(2),
                        RecordState.named(row.getString(3)), row.getString(4), row.getBoolean(5)),
                seq);
        for (Row row : rows) {
            RecordState counted = RecordState.named(row.counted);
            boolean given = counted == RecordState.DELIVERED;
            // The content first: a trigger subtracts its size from the source that the kind names.
            transaction.update("""
                    UPDATE aside SET state = ?, counted = ?, why = ?, next_attempt = NULL, in_run = 0, changed_at = ?, %s
                    WHERE destination = ? AND seq = ?""".formatted(UnbatchedRecord.NO_CONTENT),
                    (given ? RecordState.DELIVERED : RecordState.DROPPED).word(),
                    (given ? RecordState.DELIVERED : RecordState.DROPPED).word(), WHY, now, row.destination, seq);
            transaction.update("UPDATE aside SET kind = NULL, received_at = NULL WHERE destination = ? AND seq = ?",
                    row.destination, seq);
            transaction.update(UnbatchedRecord.DELETE_ATTEMPTS, row.destination, seq);
            if (given) {
                delivered.merge(row.destination, 1L, Long::sum);
            } else if (counted == RecordState.PENDING || counted == RecordState.DEAD) {
                count(row.destination, counted);
            }
            aside += row.copied ? 1 : 0;
        }
    }
}
