package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;
import serai.journal.Balance;
import serai.journal.DamagedRecordException;
import serai.journal.DeliveryTrace;
import serai.journal.DestinationReport;
import serai.journal.DestinationState;
import serai.journal.JournalReport;
import serai.journal.JournalUnavailableException;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.SourceCounts;
import serai.journal.SourceReport;
import serai.journal.UnkeptReport;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.model.CanonicalJson;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The queries of reports: sources, destinations, and where records are. */
public record ReportReader(JournalQuery reading, KnownKinds kinds) {

    /** A destination's pending records in the table {@code aside}. Read by the index {@code aside_pending} alone. */
    static final String ASIDE = """
            SELECT count(*), count(*) FILTER (WHERE state = 'held'),
                   count(*) FILTER (WHERE state = 'unmatched'), coalesce(min(seq), 0) FROM aside
            WHERE destination = ? AND state IN ('held', 'requeued', 'unmatched') AND counted = 'pending'""";
    /** The oldest unrouted record. The others are not counted: they stay until an operator decides, and may be many. */
    static final String OLDEST_UNROUTED = """
            SELECT coalesce(min(seq), 0) FROM aside WHERE destination = ? AND state = 'unrouted' AND counted = 'pending'""";

    /** A destination's pending records in the table {@code aside}: how many, how many held and unmatched, and the oldest. */
    private record AsideCounts(long count, int held, int unmatched, long oldest) {
    }

    private record Destination(String name, Balance balance, long leftOut, DestinationState state) {
    }

    private record Oldest(long seq, @Nullable Instant receivedAt) {
        private static final Oldest NONE = new Oldest(0, null);
    }

    /** The names of all destinations that were ever named, sorted. */
    public static List<String> names(JournalQuery reading) {
        return reading.rows("SELECT name FROM destination ORDER BY name", row -> row.getString(1));
    }

    /** The balance of each destination. */
    public Map<String, Balance> balances() {
        return reading.byName("SELECT name, routed, delivered, pending, dead_lettered, dropped FROM destination",
                row -> Map.entry(row.getString(1), ColumnCodec.balance(row, 2)));
    }

    /** A report on each destination, sorted by name. */
    public List<DestinationReport> destinations() {
        return reading.rows("""
                SELECT name, routed, delivered, pending, dead_lettered, dropped,
                       cursor, failures, next_attempt, stopped, failure, refuse_next, left_out
                FROM destination ORDER BY name""",
                row -> new Destination(row.getString(1), ColumnCodec.balance(row, 2), row.getLong(13), ColumnCodec.state(row, 7)))
                .stream().map(this::report).toList();
    }

    private DestinationReport report(Destination destination) {
        String name = destination.name;
        Balance balance = destination.balance;
        AsideCounts aside = aside(name, balance);
        Oldest oldest =
                Stream.of(inOrder(name, balance.pending() - aside.count, destination.state.cursor()), received(name, aside.oldest))
                        .filter(one -> one.seq > 0).min(Comparator.comparingLong(Oldest::seq)).orElse(Oldest.NONE);
        return new DestinationReport(name, balance, destination.leftOut, destination.state, aside.held, aside.unmatched, oldest.seq,
                oldest.receivedAt);
    }

    private AsideCounts aside(String name, Balance balance) {
        return name.equals(JournalWriter.UNROUTED)
                ? reading.rows(OLDEST_UNROUTED, row -> new AsideCounts(balance.pending(), 0, 0, row.getLong(1)), name).get(0)
                : reading.rows(ASIDE, row -> new AsideCounts(row.getLong(1), ColumnCodec.integer(row, 2),
                        ColumnCodec.integer(row, 3), row.getLong(4)), name).get(0);
    }

    /** The oldest record behind the destination's cursor. Makes no query if there are none. */
    private Oldest inOrder(String name, long count, long cursor) {
        if (count <= 0) {
            return Oldest.NONE;
        }
        List<Oldest> found = new ArrayList<>();
        try {
            new PendingRecords(reading, reading.place(), kinds, name).each(cursor, StoredBatch.lastSeq(reading),
                    (seq, kind, receivedAt) -> !found.add(new Oldest(seq, ColumnCodec.instant(receivedAt))));
            return found.isEmpty() ? Oldest.NONE : found.get(0);
        } catch (DamagedRecordException e) { // the delivery reports it
            return new Oldest(e.seq(), e.receivedAt());
        } catch (SQLException e) {
            throw reading.unavailable(e);
        }
    }

    private Oldest received(String name, long seq) {
        return seq == 0 ? Oldest.NONE : reading.rows("SELECT seq, received_at FROM aside WHERE destination = ? AND seq = ?",
                row -> new Oldest(row.getLong(1), ColumnCodec.instant(row.getLong(2))), name, seq).stream().findFirst()
                .orElse(Oldest.NONE);
    }

    /** The counts of each source. */
    public Map<String, SourceCounts> counts() {
        return reading.byName("SELECT name, accepted, duplicates, differing, rejected, filtered FROM source",
                row -> Map.entry(row.getString(1), ColumnCodec.counts(row, 2)));
    }

    /** A report on each source, sorted by name. */
    public List<SourceReport> sources() {
        return reading.rows("""
                SELECT name, accepted, duplicates, differing, rejected, filtered,
                       (SELECT count(*) FROM differing WHERE differing.source = source.name AND state = 'dead'),
                       forgotten, unrouted_bytes, dead_bytes, differing_bytes
                FROM source ORDER BY name""",
                row -> new SourceReport(row.getString(1), ColumnCodec.counts(row, 2), row.getLong(7), row.getLong(8),
                        ColumnCodec.left(row, 9)));
    }

    /** The events for which the routes have named no destination, the newest first. */
    public List<UnkeptReport> unkept() {
        return reading.rows("SELECT source, type, route, count, last_at FROM unkept ORDER BY last_at DESC, source, type",
                row -> new UnkeptReport(row.getString(1), row.getString(2), row.getString(3), row.getLong(4),
                        ColumnCodec.instant(row.getLong(5))));
    }

    /** As {@link JournalReport#traces}. */
    public List<DeliveryTrace> traces(long after, int limit) {
        Map<String, Long> cursors = reading.byName("SELECT name, cursor FROM destination",
                row -> Map.entry(row.getString(1), row.getLong(2)));
        List<DeliveryTrace> traces = new ArrayList<>();
        try {
            List<BatchedRecord> records = new ArrayList<>();
            BatchWatch sequence = new BatchWatch(after);
            reading.rows(StoredBatch.BETWEEN, row -> {
                StoredBatch batch = new StoredBatch(row);
                requireNone(sequence.next(batch));
                return take(batch, after, limit, records);
            }, after + 1, Long.MAX_VALUE);
            KnownKinds all = KnownKinds.all(reading);
            for (BatchedRecord record : records) {
                traces.add(trace(record, all.require(record.kind()), cursors));
            }
        } catch (DamagedBatchException e) {
            throw new JournalUnavailableException("%s: %s".formatted(reading.place(), e.getMessage()), e);
        } catch (SQLException e) {
            throw reading.unavailable(e);
        }
        return traces;
    }

    private void requireNone(List<MissingBatches> missing) {
        if (!missing.isEmpty()) {
            throw missing.get(0).lost(reading.place(), null, missing.get(0).first());
        }
    }

    /** @return null if there are enough */
    private @Nullable Boolean take(StoredBatch batch, long after, int limit, List<BatchedRecord> records) throws SQLException {
        try {
            batch.body().records().stream().filter(record -> record.seq() > after).limit(limit - (long) records.size())
                    .forEach(records::add);
        } catch (DamagedBatchException e) {
            throw batch.damaged(reading.place(), null, batch.baseSeq(), e);
        }
        return records.size() == limit ? null : Boolean.TRUE;
    }

    private DeliveryTrace trace(BatchedRecord record, Kind kind, Map<String, Long> cursors) {
        Map<String, RecordState> aside = aside(record.seq());
        Map<String, RecordState> states = new TreeMap<>();
        for (String destination : ColumnCodec.names(kind.destinations())) {
            if (!destination.equals(JournalWriter.UNROUTED)) { // an unrouted record stands aside
                states.put(destination, cursors.getOrDefault(destination, 0L) >= record.seq() ? RecordState.DELIVERED
                        : RecordState.PENDING);
            }
        }
        states.putAll(aside);
        return new DeliveryTrace(record.seq(), CanonicalJson.read(record.json()), states);
    }

    private Map<String, RecordState> aside(long seq) {
        return reading.byName("""
                SELECT destination, counted FROM aside
                WHERE destination IN (SELECT name FROM destination) AND seq = ?""",
                row -> Map.entry(row.getString(1), RecordState.named(row.getString(2))), seq);
    }
}
