package serai.journal.sqlite.query;

import org.jspecify.annotations.Nullable;
import serai.journal.Balance;
import serai.journal.DeliveryTrace;
import serai.journal.DestinationReport;
import serai.journal.DestinationState;
import serai.journal.JournalReport;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.SourceCounts;
import serai.journal.SourceReport;
import serai.journal.UnkeptReport;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The queries of reports: sources, destinations, and where records are. */
public record ReportReader(JournalQuery reading) {

    /** A destination's pending records in the table {@code aside}: their number, how many are held, and the oldest. */
    private record Aside(int count, int held, long oldest) {
    }

    private record Oldest(long seq, @Nullable Instant receivedAt) {
        private static final Oldest NONE = new Oldest(0, null);
    }

    /** The names of all destinations that were ever named, sorted. */
    public List<String> names() {
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
                row -> report(row.getString(1), ColumnCodec.balance(row, 2), row.getLong(13), ColumnCodec.state(row, 7)));
    }

    private DestinationReport report(String name, Balance balance, long leftOut, DestinationState state) {
        Aside aside = reading.rows("""
                SELECT count(*), coalesce(sum(state = 'held'), 0), coalesce(min(seq), 0) FROM aside
                WHERE destination = ? AND state IN ('held', 'requeued') AND counted = 'pending'""",
                row -> new Aside(row.getInt(1), row.getInt(2), row.getLong(3)), name).get(0);
        Oldest oldest = Stream.of(inOrder(name, balance.pending() - aside.count, state.cursor()), received(aside.oldest))
                .filter(one -> one.seq > 0).min(Comparator.comparingLong(Oldest::seq)).orElse(Oldest.NONE);
        return new DestinationReport(name, balance, leftOut, state, aside.held, oldest.seq, oldest.receivedAt);
    }

    /** The oldest record behind the destination's cursor. Makes no query if there are none. */
    private Oldest inOrder(String name, long count, long cursor) {
        return count <= 0 ? Oldest.NONE : reading.rows("""
                SELECT seq, received_at FROM record
                WHERE seq > ? AND kind IN (SELECT nr FROM kind WHERE instr(destinations, ?) > 0)
                  AND NOT EXISTS (SELECT 1 FROM aside WHERE aside.destination = ? AND aside.seq = record.seq)
                ORDER BY seq LIMIT 1""", ReportReader::oldest, cursor, ColumnCodec.names(Set.of(name)), name)
                .stream().findFirst().orElse(Oldest.NONE);
    }

    private Oldest received(long seq) {
        return seq == 0 ? Oldest.NONE : reading.rows("SELECT seq, received_at FROM record WHERE seq = ?",
                ReportReader::oldest, seq).stream().findFirst().orElse(Oldest.NONE);
    }

    private static Oldest oldest(ResultSet row) throws SQLException {
        return new Oldest(row.getLong(1), ColumnCodec.instant(row.getLong(2)));
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
        RecordRow rows = new RecordRow(reading.place(), null);
        return reading.rows("SELECT " + RecordRow.COLUMNS + """
                , destinations FROM record JOIN kind ON kind.nr = record.kind
                WHERE seq > ? ORDER BY seq LIMIT ?""", row -> {
            long seq = row.getLong(1);
            Map<String, RecordState> states = new TreeMap<>();
            for (String destination : ColumnCodec.names(row.getString(RecordRow.COUNT + 1))) {
                boolean passed = !destination.equals(JournalWriter.UNROUTED) && cursors.getOrDefault(destination, 0L) >= seq;
                states.put(destination, passed ? RecordState.DELIVERED : RecordState.PENDING);
            }
            states.putAll(aside(seq));
            return new DeliveryTrace(seq, rows.read(row), states);
        }, after, limit);
    }

    private Map<String, RecordState> aside(long seq) {
        return reading.byName("""
                SELECT destination, counted FROM aside
                WHERE destination IN (SELECT name FROM destination) AND seq = ?""",
                row -> Map.entry(row.getString(1), RecordState.named(row.getString(2))), seq);
    }
}
