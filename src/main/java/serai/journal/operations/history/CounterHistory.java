package serai.journal.operations.history;

import org.jspecify.annotations.Nullable;
import serai.journal.SourceCounts;
import serai.journal.attempt.Latencies;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.Transaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads earlier values of the counters: of each minute of the last day, of every ten minutes of eight days, of each hour of 31
 * days. The counters count from the journal's beginning, so it does no harm if several instances note the same minute, or if
 * none does.
 */
public record CounterHistory(JournalQuery reading) {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(8);
    private static final Duration MONTH = Duration.ofDays(31);
    private static final long TENTH_MICROS = 600_000_000L;
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final String COLUMNS = "SELECT at, name, done, failed, pending, lag_seconds, cursor, latency FROM sample ";
    /** Bound of a query's rows; a month of forty sources and destinations has fewer. */
    private static final int ROWS_MAX = 60_000;

    /**
     * The samples from a time on, in their order.
     *
     * @param step only those at a multiple of it since 1970: a minute, ten minutes or an hour
     */
    public List<CounterSample> since(Instant from, Duration step) {
        return reading.rows(COLUMNS + "WHERE at >= ? AND at % ? = 0 ORDER BY at, name LIMIT ?", CounterHistory::sample,
                ColumnCodec.micros(from), step.toNanos() / 1_000, ROWS_MAX);
    }

    /** The first sample of a destination in which its cursor has passed a record; empty if no kept sample shows that. */
    public Optional<CounterSample> passed(String destination, long seq) {
        return reading.rows(COLUMNS + "WHERE name = ? AND cursor >= ? ORDER BY cursor, at LIMIT 1", CounterHistory::sample,
                "destination " + destination, seq).stream().findFirst();
    }

    /** The last sample of a destination before a time; empty if none is kept. */
    public Optional<CounterSample> before(String destination, Instant at) {
        return reading.rows(COLUMNS + "WHERE name = ? AND at < ? ORDER BY at DESC LIMIT 1", CounterHistory::sample,
                "destination " + destination, ColumnCodec.micros(at)).stream().findFirst();
    }

    /** The last sample of a source at a time or before it; empty if none is kept. */
    public Optional<CounterSample> ofSource(String source, Instant at) {
        return reading.rows(COLUMNS + "WHERE name = ? AND at <= ? ORDER BY at DESC LIMIT 1", CounterHistory::sample,
                "source " + source, ColumnCodec.micros(at)).stream().findFirst();
    }

    /**
     * The first sample of a source in which it had sent as much as now. If all its samples are an older version's, which have no
     * cursor, the first in which it had as many accepted events. Empty if no kept sample shows that.
     */
    public Optional<CounterSample> reached(String source, SourceCounts now) {
        return reading.rows(COLUMNS + """
                WHERE name = ? AND (cursor >= ? OR cursor = 0 AND done >= ? AND NOT EXISTS (
                    SELECT 1 FROM sample AS less WHERE less.name = sample.name AND less.cursor > 0 AND less.cursor < ?))
                ORDER BY cursor = 0, at LIMIT 1""", CounterHistory::sample, "source " + source, now.sent(), now.accepted(),
                now.sent()).stream().findFirst();
    }

    private static CounterSample sample(ResultSet row) throws SQLException {
        return new CounterSample(ColumnCodec.instant(row.getLong(1)), row.getString(2), row.getLong(3), row.getLong(4),
                row.getLong(5), Duration.ofSeconds(row.getLong(6)), row.getLong(7), latencies(row.getString(8)));
    }

    /** The latencies in a text. One that a wrong bit has made unreadable counts as empty, and counting goes on from there. */
    private static Latencies latencies(@Nullable String text) {
        try {
            return text == null ? Latencies.NONE : Latencies.parse(text);
        } catch (IllegalArgumentException e) {
            return Latencies.NONE;
        }
    }

    /**
     * Notes the samples of a minute, unless another instance has, and thins out older ones. Latencies are added to those noted
     * last by any instance: each instance adds those of its own deliveries. A sample in which nothing was counted does not
     * change a sample that another instance has noted.
     */
    public static void note(Transaction transaction, List<CounterSample> samples, Instant now) throws SQLException {
        for (CounterSample one : samples) {
            boolean nothing = one.done() == 0 && one.latency().isEmpty(); // also where later samples are there already
            Latencies all = nothing ? Latencies.NONE : last(transaction, one.name()).plus(one.latency());
            transaction.update("""
                    INSERT INTO sample (at, name, done, failed, pending, lag_seconds, cursor, latency)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (at, name) DO\s"""
                    + (nothing ? "NOTHING" : "UPDATE SET latency = excluded.latency"),
                    ColumnCodec.micros(one.at()), one.name(), one.done(), one.failed(), one.pending(), one.lag().toSeconds(),
                    one.cursor(), all.isEmpty() ? null : all.text());
        }
        transaction.update("DELETE FROM sample WHERE at < ?", ColumnCodec.micros(now.minus(MONTH)));
        transaction.update("DELETE FROM sample WHERE at < ? AND at % ? <> 0", ColumnCodec.micros(now.minus(WEEK)), HOUR_MICROS);
        transaction.update("DELETE FROM sample WHERE at < ? AND at >= ? AND at % ? <> 0", ColumnCodec.micros(now.minus(DAY)),
                ColumnCodec.micros(now.minus(WEEK)), TENTH_MICROS);
    }

    private static Latencies last(Transaction transaction, String name) throws SQLException {
        return transaction.rows("SELECT latency FROM sample WHERE name = ? ORDER BY at DESC LIMIT 1",
                row -> latencies(row.getString(1)), name).stream().findFirst().orElse(Latencies.NONE);
    }
}
