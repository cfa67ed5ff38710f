package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.operations.audit.AuditLogContent;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.Kind;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.MissingBatches;
import serai.journal.sql.query.StoredBatch;
import serai.journal.sql.write.DestinationCounters;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.UnbatchedRecord;
import serai.journal.sql.write.Write;
import serai.model.ForgottenRecord;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Sends the journal's records to a destination, again or for the first time. It only writes rows, on which the delivering
 * process acts. A record that was delivered stays counted as delivered; one that is dead or dropped stays so until it is
 * delivered. Unrouted records are left out, since the destination's route may not know their type: {@link Unrouted} asks the
 * router about them again.
 */
public final class Replay {

    /** Number of records that one transaction covers, so that others can write between two transactions. */
    private static final int WINDOW = 5_000;
    /** Number of batches that one transaction reads: in a quiet journal each has one record. */
    private static final int BATCHES = 5_000;

    /** Number of bytes of batches from which a transaction reads no more: all of them are in memory until it ends. */
    private static final long BYTES = 16L << 20;

    /**
     * The first and the last batch of a range of time, from the index of received times alone. The last batch before the range
     * and the first one behind it are included, so that batches missing at its edges are noticed.
     */
    static final String RANGE = """
            SELECT coalesce(min(first), 0), coalesce(max(last), 0)
            FROM (SELECT min(base_seq) AS first, max(base_seq) AS last FROM record_batch
                  WHERE received_to >= ? AND received_from < ?
                  UNION ALL
                  SELECT base_seq, base_seq FROM (SELECT base_seq FROM record_batch WHERE received_to < ?
                                                  ORDER BY received_to DESC, received_from DESC, base_seq DESC LIMIT 1) AS before
                  UNION ALL
                  SELECT base_seq, base_seq FROM (SELECT base_seq FROM record_batch WHERE received_to >= ?
                                                  ORDER BY received_to, received_from, base_seq LIMIT 1) AS behind) AS found""";
    /** Does not select by type, because a rare type would make the transaction long. */
    static final String CANDIDATES =
            "SELECT " + StoredBatch.COLUMNS + " FROM record_batch WHERE base_seq > ? AND base_seq <= ? ORDER BY base_seq LIMIT ?";

    private final JournalQuery reading;
    private final OperatorTransactions changes;
    private final Clock clock;

    /** A record and its state with the destination; the state is null if it has no row in the table {@code aside}. */
    private record Candidate(BatchedRecord record, String type, boolean named, boolean unrouted, @Nullable RecordState state) {
    }

    /** Batches with base numbers behind {@code after}, up to {@code last}. What is appended since is left out. */
    private record Range(long after, long last) {
    }

    /** The batches of one transaction; {@code end} is null if none follow. */
    private record Batches(List<BatchedRecord> records, @Nullable Long end) {
    }

    /** The result of one transaction; {@code end} is null if no records follow. */
    private record Window(ReplayResult replayed, @Nullable Long end) {
    }

    private enum Decision {
        ADD, AGAIN, RETRY, SKIP, UNROUTED
    }

    Replay(JournalQuery reading, OperatorTransactions changes, Clock clock) {
        this.reading = reading;
        this.changes = changes;
        this.clock = clock;
    }

    /** The result that the order would have now. Changes nothing. */
    public ReplayResult rehearse(ReplayRequest order, ReplayRate pace) {
        return run(order, pace, false);
    }

    /**
     * Carries the order out in the order of sequence numbers, with up to 5,000 records in each transaction. Each transaction is
     * durable when it ends, so an exception leaves the order carried out in part; the message says how far.
     *
     * @throws serai.journal.DamagedRecordException if a batch of that time is damaged, or missing
     */
    public ReplayResult carryOut(ReplayRequest order, ReplayRate pace) {
        return run(order, pace, true);
    }

    /** The types of the records that the journal has ever held. */
    public List<String> types() {
        return reading.rows("SELECT DISTINCT type FROM kind ORDER BY type", row -> row.getString(1));
    }

    private ReplayResult run(ReplayRequest order, ReplayRate pace, boolean keep) {
        long from = ColumnCodec.micros(order.from());
        long to = order.to() == null ? Long.MAX_VALUE : ColumnCodec.micros(order.to());
        Range range = reading.rows(RANGE, row -> new Range(Math.max(0, row.getLong(1) - 1), row.getLong(2)),
                from, to, from, to).get(0);
        BatchWatch sequence = new BatchWatch(range.after);
        ReplayResult sum = ReplayResult.NOTHING;
        for (Long place = range.after; place != null;) {
            long after = place;
            long sent = sum.sent();
            Write<Window> write = transaction -> window(transaction, order, pace, new Range(after, range.last), sequence, sent);
            Window window = keep
                    ? changes.act("replay", sent, write, one -> new AuditLogContent(order.destination(), one.replayed.sent(), null))
                    : changes.rehearse(write);
            sum = sum.plus(window.replayed);
            place = window.end;
        }
        refuseLost(sequence, range.last, from, to);
        return sum;
    }

    /** Refuses the order if its last batch is the journal's last one and batches are missing behind it. */
    private void refuseLost(BatchWatch sequence, long last, long from, long to) {
        try {
            long lastSeq = StoredBatch.lastSeq(reading); // read the end first: a batch appended later is one of the others
            boolean others = reading.rows(StoredBatch.LAST, row -> new StoredBatch(row).baseSeq() > last).contains(true);
            if (!others) {
                refuse(sequence.end(reading, lastSeq), from, to);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    private void refuse(List<MissingBatches> missing, long from, long to) {
        for (MissingBatches one : missing) {
            if (one.mayBeOf(from, to)) {
                throw one.lost(reading.place(), null, one.first());
            }
        }
    }

    private Window window(Transaction transaction, ReplayRequest order, ReplayRate pace, Range range, BatchWatch sequence,
            long before) throws SQLException {
        String destination = order.destination();
        long cursor = DeliveryReader.cursor(transaction, destination).orElse(Long.MAX_VALUE);
        Batches batches = batches(transaction, order, range, sequence);
        List<Candidate> candidates = candidates(transaction, order.destination(), batches.records);
        Map<Decision, Long> counts = new EnumMap<>(Decision.class);
        for (Candidate candidate : candidates) {
            if (candidate.type.equals(ForgottenRecord.TYPE)) {
                continue; // there is nothing to send
            }
            if (order.type() == null || order.type().equals(candidate.type)) {
                Decision decision = decide(candidate, cursor, order.again());
                if (decision != Decision.SKIP && decision != Decision.UNROUTED) {
                    long sent = before + counted(counts).sent();
                    requeue(transaction, destination, candidate, decision, ColumnCodec.micros(pace.at(sent)));
                }
                counts.merge(decision, 1L, Long::sum);
            }
        }
        new DestinationCounters(transaction).route(destination, counts.getOrDefault(Decision.ADD, 0L));
        return new Window(counted(counts), batches.end);
    }

    private static ReplayResult counted(Map<Decision, Long> counts) {
        return new ReplayResult(counts.getOrDefault(Decision.ADD, 0L), counts.getOrDefault(Decision.AGAIN, 0L),
                counts.getOrDefault(Decision.RETRY, 0L), counts.getOrDefault(Decision.SKIP, 0L),
                counts.getOrDefault(Decision.UNROUTED, 0L));
    }

    /** The records of the time that the order names, of as many batches as one transaction takes. */
    private Batches batches(Transaction transaction, ReplayRequest order, Range range, BatchWatch sequence)
            throws SQLException {
        long from = ColumnCodec.micros(order.from());
        long to = order.to() == null ? Long.MAX_VALUE : ColumnCodec.micros(order.to());
        List<BatchedRecord> records = new ArrayList<>();
        long[] bytes = {0};
        List<Long> places = transaction.rows(CANDIDATES, row -> {
            StoredBatch batch = new StoredBatch(row);
            if (!records.isEmpty() && (records.size() + batch.count() > WINDOW || bytes[0] > BYTES)) {
                return null;
            }
            refuse(sequence.next(batch), from, to);
            if (!batch.isCountKnown() || batch.receivedTo() >= from && batch.receivedFrom() < to) {
                bytes[0] += read(batch, from, to, records);
            }
            return batch.baseSeq();
        }, range.after, range.last, BATCHES);
        return new Batches(records, places.isEmpty() ? null : places.get(places.size() - 1));
    }

    /** @return the bytes that the batch has */
    private long read(StoredBatch batch, long from, long to, List<BatchedRecord> records) throws SQLException {
        try {
            batch.body().records().stream().filter(one -> one.receivedAt() >= from && one.receivedAt() < to).forEach(records::add);
            return batch.body().length();
        } catch (DamagedBatchException e) {
            throw batch.damaged(reading.place(), null, batch.baseSeq(), e);
        }
    }

    private List<Candidate> candidates(Transaction transaction, String destination, List<BatchedRecord> records)
            throws SQLException {
        KnownKinds kinds = KnownKinds.all(transaction);
        List<Candidate> candidates = new ArrayList<>();
        for (BatchedRecord record : records) {
            Kind kind = kind(kinds, record);
            boolean unrouted = kind.names(JournalWriter.UNROUTED)
                    && state(transaction, JournalWriter.UNROUTED, record.seq()) != null; // the router has not named others since
            candidates.add(new Candidate(record, kind.type(), kind.names(destination), unrouted,
                    state(transaction, destination, record.seq())));
        }
        return candidates;
    }

    private Kind kind(KnownKinds kinds, BatchedRecord record) {
        try {
            return kinds.require(record.kind());
        } catch (DamagedBatchException e) {
            throw new DamagedRecordException("%s: record %s: %s".formatted(reading.place(), record.seq(), e.getMessage()),
                    record.seq(), ColumnCodec.instant(record.receivedAt()), e);
        }
    }

    /** The record's state; delivered if it was delivered before, and was given up when it was sent again. */
    private static @Nullable RecordState state(Transaction transaction, String destination, long seq) throws SQLException {
        return transaction.rows("""
                SELECT iif(state = 'dead' AND counted = 'delivered', counted, state)
                FROM aside WHERE destination = ? AND seq = ?""",
                row -> RecordState.named(row.getString(1)), destination, seq).stream().findFirst().orElse(null);
    }

    private static Decision decide(Candidate candidate, long cursor, boolean again) {
        if (candidate.state == null) {
            if (!candidate.named) {
                return candidate.unrouted ? Decision.UNROUTED : Decision.ADD;
            }
            return candidate.record.seq() <= cursor && again ? Decision.AGAIN : Decision.SKIP;
        }
        return switch (candidate.state) {
            case DELIVERED -> again ? Decision.AGAIN : Decision.SKIP;
            case DROPPED -> Decision.AGAIN;
            case DEAD -> Decision.RETRY;
            default -> Decision.SKIP; // held, requeued or unmatched: will be sent anyway
        };
    }

    private void requeue(Transaction transaction, String destination, Candidate candidate, Decision decision, long at)
            throws SQLException {
        // If the record has a row already, it stays in its counter.
        @Nullable
        Object[] copy = UnbatchedRecord.of(candidate.record).values();
        transaction.update("""
                INSERT INTO aside (destination, seq, type, state, counted, next_attempt, changed_at, %s)
                VALUES (?, ?, ?, 'requeued', ?, ?, ?, %s)
                ON CONFLICT (destination, seq) DO UPDATE
                SET state = 'requeued', next_attempt = excluded.next_attempt, in_run = 0, changed_at = excluded.changed_at,
                    attempts = iif(aside.state = 'dead' AND aside.counted <> 'delivered', aside.attempts, 0), %s"""
                .formatted(UnbatchedRecord.COLUMNS, UnbatchedRecord.VALUES, UnbatchedRecord.EXCLUDED),
                destination, candidate.record.seq(), candidate.type,
                (decision == Decision.ADD ? RecordState.PENDING : RecordState.DELIVERED).word(), at,
                ColumnCodec.micros(clock.instant()), copy[0], copy[1], copy[2], copy[3], copy[4], copy[5], copy[6]);
    }
}
