package serai.journal.operations.alert;

import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.Write;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The alerts that have begun and not ended, by their names. If several processes find the same, only one of them begins the
 * alert, and only one ends it. Methods throw {@link serai.journal.JournalUnavailableException} if the journal can't be read or
 * written.
 */
public final class OpenAlerts {

    private final JournalQuery reading;
    private final Function<Write<Integer>, Integer> changes;
    private final Clock clock;

    /** @param changes makes a change, durable when it returns */
    public OpenAlerts(JournalQuery reading, Function<Write<Integer>, Integer> changes, Clock clock) {
        this.reading = reading;
        this.changes = changes;
        this.clock = clock;
    }

    /** When each has begun, by its name. */
    public Map<String, Instant> all() {
        Map<String, Instant> all = new LinkedHashMap<>();
        reading.rows("SELECT name, since FROM alert ORDER BY name",
                row -> Map.entry(row.getString(1), ColumnCodec.instant(row.getLong(2))))
                .forEach(one -> all.put(one.getKey(), one.getValue()));
        return all;
    }

    /**
     * Notes that an alert begins.
     *
     * @return whether this call has begun it; false if it had begun before
     */
    public boolean begin(String name) {
        long now = ColumnCodec.micros(clock.instant());
        return changes.apply(transaction -> transaction.update(
                "INSERT INTO alert (name, since) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name, now)) > 0;
    }

    /**
     * Notes that an alert has ended.
     *
     * @return whether this call has ended it
     */
    public boolean end(String name) {
        return changes.apply(transaction -> transaction.update("DELETE FROM alert WHERE name = ?", name)) > 0;
    }
}
