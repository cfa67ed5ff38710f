package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.attempt.SentRequest;
import serai.journal.sql.batch.RecordBatch;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.RecordRow;
import serai.journal.store.CursorMovedException;
import serai.journal.store.Failure;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Horizon;
import serai.journal.store.Settlement.Settled;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Stores a settlement: the cursor, the counters, the rows in {@code aside} and the remembered values change together or not at
 * all.
 */
public final class SettlementWrite implements Write<Void> {

    private final Settlement settlement;
    private final Clock clock;
    /** The batch of the record that was copied last: a page that is refused as a whole does not read it for each record. */
    private @Nullable RecordBatch batch;

    public SettlementWrite(Settlement settlement, Clock clock) {
        this.settlement = settlement;
        this.clock = clock;
    }

    @Override
    public Void apply(Transaction transaction) throws SQLException {
        Map<RecordState, Long> changes = new EnumMap<>(RecordState.class);
        // First, so that a run that begins in this page after an accepted record stays open.
        for (String type : settlement.endedRuns()) {
            endRun(transaction, type);
        }
        Set<Long> aside = asideInOrder(transaction);
        Set<Long> leftOut = new HashSet<>();
        Set<Long> sentAgain = new HashSet<>();
        for (Settled settled : settlement.settled()) {
            RecordState to = counted(settled);
            // A record that is delivered in order needs no row, because the cursor has passed it.
            boolean byCursor = settled.outcome() == RecordState.DELIVERED && settlement.isInOrder(settled.entry());
            if (byCursor ? !aside.contains(settled.entry().seq()) : putAside(transaction, settled, to)) {
                changes.merge(settled.entry().counted(), -1L, Long::sum);
                changes.merge(to, 1L, Long::sum);
                if (settled.leftOut()) {
                    leftOut.add(settled.entry().seq());
                } else if (settled.outcome() == RecordState.DELIVERED && settled.entry().counted() == RecordState.DELIVERED) {
                    sentAgain.add(settled.entry().seq());
                }
            }
        }
        for (String type : settlement.takenBack()) {
            long taken = takeBack(transaction, type);
            changes.merge(RecordState.DEAD, -taken, Long::sum);
            changes.merge(RecordState.PENDING, taken, Long::sum);
        }
        move(transaction, changes, new LeftOutRecords(transaction, settlement.destination()).note(leftOut, sentAgain));
        new DeliveredCounts(transaction).note(settlement);
        remember(transaction);
        return null;
    }

    private static RecordState counted(Settled settled) {
        return switch (settled.outcome()) {
            case DELIVERED -> RecordState.DELIVERED;
            case HELD -> RecordState.PENDING;
            case REQUEUED, UNMATCHED -> settled.entry().counted();
            case DEAD -> settled.entry().counted() == RecordState.DELIVERED ? RecordState.DELIVERED : RecordState.DEAD;
            default -> throw new IllegalArgumentException("a delivery can't leave a record " + settled.outcome().word());
        };
    }

    /**
     * The records that the cursor passes and that have a row by now: an operator has dropped them after the page was read. The
     * drop holds.
     */
    private Set<Long> asideInOrder(Transaction transaction) throws SQLException {
        return settlement.to().cursor() <= settlement.from() ? Set.of()
                : RecordRow.between(transaction, settlement.destination(), settlement.from(), settlement.to().cursor());
    }

    private void move(Transaction transaction, Map<RecordState, Long> changes, long leftOut) throws SQLException {
        DestinationState to = settlement.to();
        PreparedStatement move = transaction.prepare("""
                UPDATE destination SET cursor = ?, pending = pending + ?, delivered = delivered + ?,
                       dead_lettered = dead_lettered + ?, dropped = dropped + ?, left_out = left_out + ?,
                       failures = ?, next_attempt = ?, stopped = ?, failure = ?, refuse_next = refuse_next * ?,
                       given_up_to = coalesce(?, given_up_to), ahead = coalesce(?, ahead)
                WHERE name = ? AND cursor = ?""");
        move.setLong(1, to.cursor());
        move.setLong(2, changes.getOrDefault(RecordState.PENDING, 0L));
        move.setLong(3, changes.getOrDefault(RecordState.DELIVERED, 0L));
        move.setLong(4, changes.getOrDefault(RecordState.DEAD, 0L));
        move.setLong(5, changes.getOrDefault(RecordState.DROPPED, 0L));
        move.setLong(6, leftOut);
        move.setInt(7, to.failures());
        setTime(move, 8, to.nextAttempt());
        move.setString(9, to.stopped() == null ? null : to.stopped().word());
        move.setString(10, to.failure());
        move.setInt(11, settlement.refusedNext() ? 0 : 1);
        Horizon horizon = settlement.horizon();
        move.setObject(12, horizon == null ? null : horizon.givenUpTo());
        move.setObject(13, horizon == null ? null : horizon.ahead());
        move.setString(14, settlement.destination());
        move.setLong(15, settlement.from());
        if (move.executeUpdate() != 1) {
            throw new CursorMovedException(("the cursor of %s is no longer at %s: an operator has dropped what was pending, or "
                    + "another process delivers to it too").formatted(settlement.destination(), settlement.from()));
        }
    }

    /**
     * Writes a record's row. One that the cursor had passed came from a row: if that is gone, an operator has decided about the
     * record and a purge has deleted it since.
     *
     * @return whether the row was written; if an operator has changed it meanwhile, the operator's change holds
     */
    private boolean putAside(Transaction transaction, Settled settled, RecordState to) throws SQLException {
        PageEntry entry = settled.entry();
        boolean passed = entry.seq() <= settlement.from();
        if (passed && !isAside(transaction, entry.seq())) {
            return false;
        }
        // What was delivered before and is refused now stays delivered; what was given up for any other reason is listed.
        RecordState state = settled.outcome() == RecordState.DEAD && to == RecordState.DELIVERED && settled.isRefused() ? to
                : settled.outcome();
        PreparedStatement put = transaction.prepare("""
                INSERT INTO aside (destination, seq, type, state, counted, next_attempt, attempts, tries, in_run,
                                   class, reason, status, answer, translated, mapping, request, request_body, changed_at, %s)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s)
                ON CONFLICT (destination, seq) DO UPDATE
                SET state = excluded.state, counted = excluded.counted, next_attempt = excluded.next_attempt,
                    attempts = aside.attempts + excluded.attempts, tries = aside.tries + excluded.tries,
                    in_run = excluded.in_run,
                    class = coalesce(excluded.class, aside.class), reason = coalesce(excluded.reason, aside.reason),
                    status = coalesce(excluded.status, aside.status), answer = coalesce(excluded.answer, aside.answer),
                    translated = iif(excluded.request IS NULL, coalesce(excluded.translated, aside.translated),
                                     excluded.translated),
                    mapping = coalesce(excluded.mapping, aside.mapping),
                    request_body = iif(excluded.request IS NULL, aside.request_body, excluded.request_body),
                    request = coalesce(excluded.request, aside.request), changed_at = excluded.changed_at,
                    json = iif(excluded.state = 'delivered', NULL, aside.json),
                    raw = iif(excluded.state = 'delivered', NULL, aside.raw),
                    trace = iif(excluded.state = 'delivered', NULL, aside.trace)
                WHERE aside.state IN ('held', 'requeued') AND aside.counted = ?""".formatted(UnbatchedRecord.COLUMNS,
                UnbatchedRecord.VALUES));
        Failure failure = settled.failure();
        put.setString(1, settlement.destination());
        put.setLong(2, entry.seq());
        put.setString(3, entry.record().type());
        put.setString(4, state.word());
        put.setString(5, ColumnCodec.word(to));
        setTime(put, 6, settled.next());
        put.setInt(7, settled.counts() ? 1 : 0);
        put.setInt(8, state == RecordState.UNMATCHED ? 0 : 1); // no attempt was made at it
        put.setInt(9, settled.inRun() ? 1 : 0);
        put.setString(10, failure == null ? null : failure.failureClass().word());
        put.setString(11, failure == null ? null : failure.reason());
        setNumber(put, 12, failure == null ? null : failure.status());
        put.setString(13, failure == null ? null : failure.answer());
        SentRequest request = failure == null ? null : failure.request();
        put.setString(14, failure == null ? null : translated(failure));
        put.setString(15, failure == null ? null : failure.mapping());
        put.setString(16, request == null ? null : request.line());
        put.setString(17, request == null ? null : request.body());
        put.setLong(18, ColumnCodec.micros(clock.instant()));
        @Nullable
        Object[] copy = passed || state == RecordState.DELIVERED ? null : copy(transaction, entry.seq());
        for (int i = 0; i < UnbatchedRecord.COUNT; i++) {
            put.setObject(19 + i, copy == null ? null : copy[i]);
        }
        put.setString(19 + UnbatchedRecord.COUNT, ColumnCodec.word(entry.counted()));
        boolean written = put.executeUpdate() == 1;
        if (written && failure != null) {
            note(transaction, entry, failure);
        }
        return written;
    }

    /** The values of the record's copy; null if it stands aside already, with its copy. */
    private @Nullable Object @Nullable [] copy(Transaction transaction, long seq) throws SQLException {
        if (isAside(transaction, seq)) {
            return null;
        }
        if (batch == null || seq < batch.baseSeq() || seq > batch.lastSeq()) {
            batch = BatchWatch.batch(transaction, "the journal", seq);
        }
        return batch == null ? null : UnbatchedRecord.of(batch.record(seq)).values();
    }

    private boolean isAside(Transaction transaction, long seq) throws SQLException {
        return !transaction.rows(RecordRow.STANDS, row -> 1, settlement.destination(), seq).isEmpty();
    }

    /** The translation, unless it is what was sent: that is stored once, and {@code DeadLetterReader} knows. */
    private static @Nullable String translated(Failure failure) {
        SentRequest request = failure.request();
        return request != null && Objects.equals(request.body(), failure.translated()) ? null : failure.translated();
    }

    private void note(Transaction transaction, PageEntry entry, Failure failure) throws SQLException {
        PreparedStatement insert = transaction.prepare("""
                INSERT INTO failed_attempt (destination, seq, at, class, status, reason, mapping)
                VALUES (?, ?, ?, ?, ?, ?, ?)""");
        insert.setString(1, settlement.destination());
        insert.setLong(2, entry.seq());
        insert.setLong(3, ColumnCodec.micros(failure.at()));
        insert.setString(4, failure.failureClass().word());
        setNumber(insert, 5, failure.status());
        insert.setString(6, failure.reason());
        insert.setString(7, failure.mapping());
        insert.executeUpdate();
    }

    private void endRun(Transaction transaction, String type) throws SQLException {
        PreparedStatement update = transaction.prepare(
                "UPDATE aside SET in_run = 0 WHERE destination = ? AND type = ? AND in_run = 1 AND state = 'dead'");
        update.setString(1, settlement.destination());
        update.setString(2, type);
        update.executeUpdate();
    }

    /** Makes the dead letters of the run held again. They are due as soon as the destination works. */
    private long takeBack(Transaction transaction, String type) throws SQLException {
        PreparedStatement update = transaction.prepare("""
                UPDATE aside SET state = 'held', counted = 'pending', attempts = 0, tries = 0, next_attempt = 0
                WHERE destination = ? AND type = ? AND in_run = 1 AND state = 'dead'""");
        update.setString(1, settlement.destination());
        update.setString(2, type);
        return update.executeUpdate();
    }

    private void remember(Transaction transaction) throws SQLException {
        for (Map.Entry<String, String> entry : settlement.remembered().entrySet()) {
            PreparedStatement remember = transaction.prepare("""
                    INSERT INTO remembered (destination, name, value, sum) VALUES (?, ?, ?, ?)
                    ON CONFLICT (destination, name) DO UPDATE SET value = excluded.value, sum = excluded.sum""");
            remember.setString(1, settlement.destination());
            remember.setString(2, entry.getKey());
            remember.setString(3, entry.getValue());
            remember.setLong(4, Checksum.of(settlement.destination(), entry.getKey(), entry.getValue()));
            remember.executeUpdate();
        }
    }

    private static void setTime(PreparedStatement statement, int index, @Nullable Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, ColumnCodec.micros(time));
        }
    }

    private static void setNumber(PreparedStatement statement, int index, @Nullable Integer number) throws SQLException {
        if (number == null) {
            statement.setNull(index, Types.INTEGER);
        } else {
            statement.setInt(index, number);
        }
    }
}
