package serai.journal.operations.history;

import serai.journal.operations.history.Marker.Event;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.Transaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What has happened to Serai and its destinations: for a month, and {@value #MAX} at the most, the newest. */
public record MarkerHistory(JournalQuery reading) {

    private static final int MAX = 5_000;
    private static final Duration MONTH = Duration.ofDays(31);

    /** The markers from a time on, in their order, without those of a word that this version does not know. */
    public List<Marker> since(Instant from) {
        return reading.rows("SELECT at, name, what FROM marker WHERE at >= ? ORDER BY at, name LIMIT ?", MarkerHistory::marker,
                ColumnCodec.micros(from), MAX).stream().flatMap(Optional::stream).toList();
    }

    private static Optional<Marker> marker(ResultSet row) throws SQLException {
        Instant at = ColumnCodec.instant(row.getLong(1));
        String name = row.getString(2);
        return Event.of(row.getString(3)).map(event -> new Marker(at, name, event));
    }

    /**
     * Adds a marker. A stop of a destination that has stopped already, and a resumption of one that has not, are left out: another
     * instance has marked it, or this one before its restart.
     */
    public static void add(Transaction transaction, Marker marker, Instant now) throws SQLException {
        boolean news = switch (marker.event()) {
            case STARTED, EDITED -> true;
            case STOPPED -> !hasStopped(transaction, marker.name());
            case RESUMED -> hasStopped(transaction, marker.name());
        };
        if (!news) {
            return;
        }
        transaction.update("INSERT INTO marker (at, name, what) VALUES (?, ?, ?) ON CONFLICT (at, name, what) DO NOTHING",
                ColumnCodec.micros(marker.at()), marker.name(), marker.event().word());
        transaction.update("DELETE FROM marker WHERE at < ?", ColumnCodec.micros(now.minus(MONTH)));
        transaction.update("DELETE FROM marker WHERE at < (SELECT at FROM marker ORDER BY at DESC LIMIT 1 OFFSET ?)", MAX - 1);
    }

    private static boolean hasStopped(Transaction transaction, String name) throws SQLException {
        return transaction
                .rows("SELECT what FROM marker WHERE name = ? AND what IN ('stopped', 'resumed') ORDER BY at DESC LIMIT 1",
                        row -> row.getString(1), name)
                .contains(Event.STOPPED.word());
    }
}
