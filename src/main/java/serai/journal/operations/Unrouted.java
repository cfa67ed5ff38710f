package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.operations.audit.AuditLogContent;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.Kind;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.PendingRecords;
import serai.journal.sql.query.RecordRow;
import serai.journal.sql.query.Rows;
import serai.journal.sql.write.DestinationCounters;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.UnbatchedRecord;
import serai.journal.sql.write.Write;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Records for which the router had no destination. The journal counts and keeps them; once the router names a destination they
 * are sent on.
 */
public final class Unrouted {

    private static final int PAGE = 500;

    private final JournalQuery reading;
    private final OperatorTransactions changes;
    private final Clock clock;

    /**
     * An unrouted record that can be sent on.
     *
     * @param record  null if the record was dropped and is damaged
     * @param givenUp whether the record counts as dropped
     */
    private record Waiting(long seq, int kindNumber, Kind kind, @Nullable LearningRecord record, boolean givenUp) {
    }

    Unrouted(JournalQuery reading, OperatorTransactions changes, Clock clock) {
        this.reading = reading;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Asks the router about each unrouted record again, also about those that were dropped. For a record that now has
     * destinations it changes the counters and the stored names and adds the rows by which the record is delivered, with up to
     * 500 records in each transaction.
     *
     * @param router names the destinations of a record; {@value JournalWriter#UNROUTED} or nothing if there still is none
     * @param keep   false: the result is only computed, and nothing is changed
     */
    public RerouteResult reroute(Function<LearningRecord, Set<String>> router, boolean keep) {
        long sent = 0;
        Map<String, Long> staying = new TreeMap<>();
        long after = 0;
        List<Waiting> waiting;
        do {
            waiting = waiting(after);
            for (Waiting one : waiting) {
                after = one.seq;
            }
            // The router runs outside the transaction, so that it does not keep others from writing.
            List<Set<String>> named = waiting.stream().map(one -> one.record == null ? Set.<String>of()
                    : destinations(router.apply(one.record))).toList();
            for (int i = 0; i < waiting.size(); i++) {
                if (named.get(i).isEmpty() && !waiting.get(i).givenUp) {
                    staying.merge(waiting.get(i).kind.type(), 1L, Long::sum);
                }
            }
            List<Waiting> page = waiting;
            Write<Integer> move = transaction -> move(transaction, page, named);
            sent += keep ? changes.act("reroute", sent, move, count -> new AuditLogContent(JournalWriter.UNROUTED, count, null))
                    : changes.rehearse(move);
        } while (waiting.size() == PAGE);
        return new RerouteResult(sent, staying);
    }

    private static Set<String> destinations(Set<String> named) {
        return named.contains(JournalWriter.UNROUTED) ? Set.of() : named;
    }

    private List<Waiting> waiting(long after) {
        RecordRow rows = new RecordRow(reading.place(), JournalWriter.UNROUTED);
        try {
            KnownKinds kinds = KnownKinds.all(reading);
            return reading.rows("SELECT " + RecordRow.COLUMNS + """
                    , state = 'dropped' FROM aside
                    WHERE destination = ? AND seq > ? AND state IN ('unrouted', 'dropped') AND kind IS NOT NULL
                    ORDER BY seq LIMIT ?""", row -> {
                boolean givenUp = row.getBoolean(RecordRow.COUNT + 1);
                int number = ColumnCodec.integer(row, 3);
                Kind kind = kinds.isKnown(number, Rows.beside(row)) ? kinds.kind(number) : null;
                if (kind == null && !givenUp) {
                    throw rows.damaged(row, null);
                }
                return new Waiting(row.getLong(1), number, kind == null ? PendingRecords.UNKNOWN : kind,
                        kind == null ? null : read(rows, row, givenUp), givenUp);
            }, JournalWriter.UNROUTED, after, PAGE);
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    /**
     * Reads a record. A dropped record may have been dropped because it is damaged, so it must not keep others from being sent
     * on.
     */
    private static @Nullable LearningRecord read(RecordRow rows, ResultSet row, boolean givenUp) throws SQLException {
        try {
            return rows.read(row);
        } catch (DamagedRecordException e) {
            if (givenUp) {
                return null;
            }
            throw e;
        }
    }

    private int move(Transaction transaction, List<Waiting> page, List<Set<String>> named) throws SQLException {
        int moved = 0;
        for (int i = 0; i < page.size(); i++) {
            Set<String> names = new TreeSet<>(named.get(i));
            if (!names.isEmpty() && move(transaction, page.get(i), names)) {
                moved++;
            }
        }
        new DestinationCounters(transaction).takeBack(JournalWriter.UNROUTED, moved);
        return moved;
    }

    private boolean move(Transaction transaction, Waiting one, Set<String> names) throws SQLException {
        Set<String> all = ColumnCodec.names(one.kind.destinations());
        names.removeAll(all); // these have the record already
        List<UnbatchedRecord> copies =
                transaction.rows("SELECT seq, kind, received_at, json, raw, trace FROM aside WHERE destination = ? AND seq = ?",
                        row -> new UnbatchedRecord(row.getLong(1), ColumnCodec.integer(row, 2), row.getLong(3), row.getBytes(4),
                                row.getBytes(5), TraceContext.read(row.getBytes(6))),
                        JournalWriter.UNROUTED, one.seq);
        int taken = transaction.update("DELETE FROM aside WHERE destination = ? AND seq = ? AND state = ?", JournalWriter.UNROUTED,
                one.seq, (one.givenUp ? RecordState.DROPPED : RecordState.UNROUTED).word());
        if (taken == 0) {
            return false; // another process has changed it first
        }
        if (one.givenUp) {
            new DestinationCounters(transaction).move(JournalWriter.UNROUTED, RecordState.DROPPED, RecordState.PENDING, 1);
        }
        for (String name : names) {
            put(transaction, name, one.kind.type(), copies.get(0));
        }
        return true;
    }

    private void put(Transaction transaction, String name, String type, UnbatchedRecord copy) throws SQLException {
        long now = ColumnCodec.micros(clock.instant());
        @Nullable
        Object[] values = copy.values();
        int put = transaction.update("""
                INSERT INTO aside (destination, seq, type, state, counted, next_attempt, changed_at, %s)
                VALUES (?, ?, ?, 'requeued', 'pending', ?, ?, %s) ON CONFLICT (destination, seq) DO NOTHING"""
                .formatted(UnbatchedRecord.COLUMNS, UnbatchedRecord.VALUES), name, copy.seq(), type, now, now,
                values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
        new DestinationCounters(transaction).route(name, put);
    }
}
