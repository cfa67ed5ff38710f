package serai.journal.operations.people;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.RecordState;
import serai.journal.operations.audit.AuditLogContent;
import serai.journal.operations.audit.AuditedActs;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.RecordRow;
import serai.journal.sql.query.ReportReader;
import serai.journal.sql.write.DestinationCounters;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.UnbatchedRecord;
import serai.journal.sql.write.Write;
import serai.model.CanonicalJson;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import static serai.installation.Installation.SERAI;

/**
 * The records that wait until it is known whose they are. It only writes rows, on which the delivering process acts; the counters
 * of their destinations stay even.
 */
public final class UnmatchedRecords {

    /** How many records one transaction covers. */
    private static final int PAGE = 500;
    private static final String WHY_DEAD = "no person was found for its learner within serai.people.unmatched.max.days";

    private final JournalQuery reading;
    private final AuditedActs acts;
    private final Function<Write<Integer>, Integer> changes;
    private final Clock clock;

    /** @param changes makes a change that no operator has decided, without a line in the audit log; durable when it returns */
    public UnmatchedRecords(JournalQuery reading, AuditedActs acts, Function<Write<Integer>, Integer> changes, Clock clock) {
        this.reading = reading;
        this.acts = acts;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * The row of a record that waits.
     *
     * @param record  null if it is damaged
     * @param damaged null if the record is whole
     */
    private record Row(long seq, long changedAt, @Nullable WaitingRecord record, @Nullable DamagedRecordException damaged) {
    }

    /**
     * Passes on the records that began to wait at that time or later, by destination, those that wait for longest first.
     *
     * @param damaged gets the failure for each damaged record; it keeps waiting, and the others are passed on
     */
    public void each(Instant since, Consumer<WaitingRecord> to, Consumer<DamagedRecordException> damaged) {
        each(since, Long.MAX_VALUE, to, damaged);
    }

    /** @param most number of records that are read, of all destinations together */
    private void each(Instant since, long most, Consumer<WaitingRecord> to, Consumer<DamagedRecordException> damaged) {
        long left = most;
        for (String destination : ReportReader.names(reading)) {
            RecordRow rows = new RecordRow(reading.place(), destination);
            long changedAt = ColumnCodec.micros(since);
            long seq = 0;
            List<Row> page;
            long limit;
            do {
                limit = Math.min(PAGE, left);
                page = reading.rows("SELECT " + RecordRow.editedColumns("aside") + """
                        , aside.changed_at FROM aside
                        WHERE destination = ? AND state = 'unmatched' AND (changed_at, seq) > (?, ?)
                        ORDER BY changed_at, seq LIMIT ?""", row -> row(row, rows), destination, changedAt, seq, limit);
                left -= page.size();
                for (Row row : page) {
                    changedAt = row.changedAt;
                    seq = row.seq;
                    if (row.damaged != null) {
                        damaged.accept(row.damaged);
                    } else if (row.record != null) {
                        to.accept(row.record);
                    }
                }
            } while (limit > 0 && page.size() == limit);
        }
    }

    private static Row row(ResultSet row, RecordRow rows) throws SQLException {
        long seq = row.getLong(1);
        long changedAt = row.getLong(RecordRow.COUNT + 1);
        try {
            return new Row(seq, changedAt,
                    new WaitingRecord(rows.destination(), seq, ColumnCodec.instant(changedAt), rows.read(row)), null);
        } catch (DamagedRecordException e) {
            return new Row(seq, changedAt, null, new DamagedRecordException(
                    ("%s: record %s waits for %s until it is known whose it is, and is damaged (wrong checksum), so it keeps "
                            + "waiting: restore a backup (" + SERAI + " restore), or drop it (" + SERAI
                            + " dead-letters drop %3$s-%2$s --why …)").formatted(rows.place(), seq, rows.destination()),
                    seq, e.receivedAt(), e));
        }
    }

    /**
     * The learners whose records wait, those with the most records first.
     *
     * @param damaged gets the failure for each damaged record
     */
    public List<WaitingLearner> learners(Consumer<DamagedRecordException> damaged) {
        return learners(Long.MAX_VALUE, damaged);
    }

    /** As {@link #learners}, from a bounded number of records: by destination, those that wait for longest first. */
    public WaitingLearners first(int most, Consumer<DamagedRecordException> damaged) {
        long records = reading.rows("SELECT count(*) FROM aside WHERE state = 'unmatched'", row -> row.getLong(1)).get(0);
        return new WaitingLearners(learners(most, damaged), records, records <= most);
    }

    private List<WaitingLearner> learners(long most, Consumer<DamagedRecordException> damaged) {
        Map<String, WaitingLearner> all = new LinkedHashMap<>();
        each(Instant.EPOCH, most, one -> {
            Learner learner = one.record().learner();
            if (learner != null) {
                all.merge(PersonLinks.name(one.record().platform(), learner.id()), new WaitingLearner(one.record().platform(),
                        learner, 1, one.since(), new TreeSet<>(Set.of(one.destination()))), WaitingLearner::and);
            }
        }, damaged);
        return all.values().stream().sorted(Comparator.comparingLong(WaitingLearner::records).reversed()).toList();
    }

    /**
     * Has the records sent whose person is known by now. A record for which the route still finds nobody keeps waiting.
     *
     * @param since   only records that began to wait at that time or later are looked at
     * @param damaged gets the failure for each damaged record; it keeps waiting
     * @return how many are sent
     */
    public int release(Instant since, Predicate<WaitingRecord> known, Consumer<DamagedRecordException> damaged) {
        int[] released = {0};
        NumbersByDestination pages = new NumbersByDestination((destination, numbers) -> released[0] += changes.apply(
                transaction -> requeue(transaction, destination, numbers)));
        each(since, one -> {
            if (known.test(one)) {
                pages.add(one.destination(), one.seq());
            }
        }, damaged);
        pages.end();
        return released[0];
    }

    /**
     * Has all records sent that wait for a destination now. A record for which the route still finds nobody keeps waiting.
     *
     * @param why the operator's reason
     * @return how many are sent
     */
    public int release(String destination, String why) {
        long now = now();
        int released = 0;
        int page;
        do {
            page = acts.act("release", released, transaction -> requeue(transaction, destination, transaction.rows("""
                    SELECT seq FROM aside WHERE destination = ? AND state = 'unmatched' AND changed_at <= ?
                    ORDER BY changed_at, seq LIMIT ?""", row -> row.getLong(1), destination, now, PAGE)),
                    count -> new AuditLogContent(destination, count, why));
            released += page;
        } while (page == PAGE);
        return released;
    }

    private int requeue(Transaction transaction, String destination, Collection<Long> numbers) throws SQLException {
        int requeued = 0;
        for (long seq : numbers) {
            requeued += transaction.update("""
                    UPDATE aside SET state = 'requeued', next_attempt = ?, changed_at = ?
                    WHERE destination = ? AND seq = ? AND state = 'unmatched'""", now(), now(), destination, seq);
        }
        return requeued;
    }

    /**
     * Gives up records that began to wait before that time: they become dead letters, or return to their state before a replay.
     *
     * @return how many they are
     */
    public int giveUp(Instant before) {
        int given = 0;
        for (String destination : ReportReader.names(reading)) {
            int page;
            do {
                page = changes.apply(transaction -> giveUp(transaction, destination, ColumnCodec.micros(before)));
                given += page;
            } while (page == PAGE);
        }
        return given;
    }

    private int giveUp(Transaction transaction, String destination, long before) throws SQLException {
        record Overdue(long seq, String counted) {
        }
        List<Overdue> overdue = transaction.rows("""
                SELECT seq, counted FROM aside WHERE destination = ? AND state = 'unmatched' AND changed_at < ?
                ORDER BY changed_at, seq LIMIT ?""", row -> new Overdue(row.getLong(1), row.getString(2)), destination, before,
                PAGE);
        int dead = 0;
        for (Overdue one : overdue) {
            boolean pending = one.counted.equals(RecordState.PENDING.word());
            transaction.update("""
                    UPDATE aside SET state = ?, counted = ?, class = 'refused', reason = ?, in_run = 0, next_attempt = NULL,
                           changed_at = ?
                    WHERE destination = ? AND seq = ? AND state = 'unmatched'""", pending ? "dead" : one.counted,
                    pending ? "dead" : one.counted, WHY_DEAD, now(), destination, one.seq);
            dead += pending ? 1 : 0;
        }
        new DestinationCounters(transaction).move(destination, RecordState.PENDING, RecordState.DEAD, dead);
        return overdue.size();
    }

    /**
     * Sends a learner's records again that a destination has already, because it got them with another person. They stay
     * counted as delivered.
     *
     * @param numbers sequence numbers of records; those of other learners are passed over
     * @param why     the operator's reason
     * @return how many are sent
     */
    public int sendAgain(String destination, Platform platform, String learner, List<Long> numbers, String why) {
        int sent = 0;
        for (int from = 0; from < numbers.size(); from += PAGE) {
            List<Long> page = numbers.subList(from, Math.min(numbers.size(), from + PAGE));
            sent += acts.act("send-again", sent, transaction -> sendAgain(transaction, destination, page,
                    record -> record.platform() == platform && record.learner() != null && record.learner().id().equals(learner)),
                    count -> new AuditLogContent("%s of %s".formatted(destination, PersonLinks.name(platform, learner)), count,
                            why));
        }
        return sent;
    }

    private int sendAgain(Transaction transaction, String destination, List<Long> numbers,
            Predicate<LearningRecord> theirs) throws SQLException {
        long cursor = DeliveryReader.cursor(transaction, destination).orElseThrow(
                () -> new IllegalArgumentException("the journal has no destination '%s'".formatted(destination)));
        KnownKinds kinds = KnownKinds.all(transaction);
        int sent = 0;
        for (long seq : numbers) {
            BatchedRecord record = seq > cursor ? null : BatchWatch.record(transaction, reading.place(), seq);
            // Null if it was purged since.
            if (record != null && theirs.test(CanonicalJson.read(record.json()))) {
                try {
                    sent += kinds.names(record.kind(), destination) ? requeue(transaction, destination, record,
                            kinds.require(record.kind()).type()) : 0;
                } catch (DamagedBatchException e) {
                    throw new IllegalStateException("%s: record %s: %s".formatted(reading.place(), seq, e.getMessage()), e);
                }
            }
        }
        return sent;
    }

    private int requeue(Transaction transaction, String destination, BatchedRecord record, String type) throws SQLException {
        @Nullable
        Object[] copy = UnbatchedRecord.of(record).values();
        return transaction.update("""
                INSERT INTO aside (destination, seq, type, state, counted, next_attempt, changed_at, %s)
                VALUES (?, ?, ?, 'requeued', 'delivered', ?, ?, %s)
                ON CONFLICT (destination, seq) DO UPDATE SET state = 'requeued', next_attempt = excluded.next_attempt, in_run = 0,
                    changed_at = excluded.changed_at, attempts = 0, %s WHERE aside.state = 'delivered'"""
                .formatted(UnbatchedRecord.COLUMNS, UnbatchedRecord.VALUES, UnbatchedRecord.EXCLUDED),
                destination, record.seq(), type, now(), now(), copy[0], copy[1], copy[2], copy[3], copy[4], copy[5], copy[6]);
    }

    private long now() {
        return ColumnCodec.micros(clock.instant());
    }
}
