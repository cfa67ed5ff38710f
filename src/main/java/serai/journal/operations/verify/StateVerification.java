package serai.journal.operations.verify;

import serai.journal.JournalWriter;
import serai.journal.sql.index.ForgottenLearners;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.query.DeliveryReader.Remembered;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.Kind;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.RowChecksum;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the state that the journal keeps beside records (cursors, counters, kinds, links and the like), and reports what is
 * damaged. Changes nothing.
 */
record StateVerification(JournalQuery reading, Consumer<String> told) {

    /** Purged ranges that hold no number, or that overlap a batch or another range. */
    private static final String PURGED = """
            SELECT first_seq, last_seq FROM purged
            WHERE first_seq < 1 OR first_seq > last_seq
               OR EXISTS (SELECT 1 FROM record_batch WHERE base_seq >= purged.first_seq AND base_seq <= purged.last_seq)
               OR EXISTS (SELECT 1 FROM purged AS other
                          WHERE other.last_seq >= purged.first_seq AND other.last_seq < purged.last_seq)""";

    void run() throws SQLException {
        Set<String> destinations = destinations();
        kinds(destinations);
        aside(destinations);
        DeliveryReader.allRemembered(reading).stream().filter(Remembered::damaged)
                .forEach(one -> told.accept("what the route of %s remembers: wrong checksum".formatted(one.destination())));
        reading.rows("SELECT nr, source, type, destinations, kind_sum, state IN ('dead', 'accepted', 'dropped') FROM differing",
                row -> {
                    if (!row.getBoolean(6)
                            || row.getLong(5) != Kind.sumOfDiffering(row.getString(2), row.getString(3), row.getString(4))) {
                        told.accept("%s-differs-%s: wrong checksum, or an unknown state".formatted(row.getString(2),
                                row.getLong(1)));
                    }
                    return 1;
                });
        reading.rows("SELECT nr, platform, learner, person, sum FROM person_link", row -> {
            if (row.getLong(5) != Checksum.of(row.getString(2), row.getString(3), row.getString(4))) {
                told.accept("link %s of a person: wrong checksum".formatted(row.getLong(1)));
            }
            return 1;
        });
        reading.rows("SELECT nr, hash, lookup, later, sum, at FROM forgotten", row -> {
            if (row.getLong(5) != ForgottenLearners.sum(row.getBytes(2), row.getLong(3), row.getBoolean(4), row.getLong(6))) {
                told.accept("learner %s of those that were forgotten: wrong checksum".formatted(row.getLong(1)));
            }
            return 1;
        });
        reading.rows(PURGED, row -> {
            told.accept(("the records %s to %s can't have been purged, but they are "
                    + "noted as purged").formatted(row.getLong(1), row.getLong(2)));
            return 1;
        });
    }

    private Set<String> destinations() {
        Set<String> names = new HashSet<>();
        reading.rows("SELECT name, %s, stopped IS NULL OR stopped IN ('forbidden', 'misconfigured') FROM destination"
                .formatted(RowChecksum.DESTINATION), row -> {
                    names.add(row.getString(1));
                    if (!row.getBoolean(2)) {
                        told.accept("the cursor or a counter of %s: wrong sum".formatted(row.getString(1)));
                    }
                    if (!row.getBoolean(3)) {
                        told.accept("the reason for which %s has stopped: unknown".formatted(row.getString(1)));
                    }
                    return 1;
                });
        return names;
    }

    private void kinds(Set<String> destinations) {
        Set<String> lost = new HashSet<>();
        reading.rows("SELECT nr, source, type, redraw, destinations, sum FROM kind", row -> {
            Kind kind = new Kind(row.getString(2), row.getString(3), row.getBoolean(4), row.getString(5));
            if (kind.sum(row.getLong(1)) == row.getLong(6)) {
                lost.addAll(ColumnCodec.names(kind.destinations()));
            } else {
                told.accept("kind %s of records: wrong checksum".formatted(row.getLong(1)));
            }
            return 1;
        });
        lost.removeAll(destinations);
        lost.forEach(name -> told.accept("the cursor and the counters of %s are missing".formatted(name)));
    }

    private void aside(Set<String> destinations) throws SQLException {
        KnownKinds kinds = KnownKinds.all(reading);
        reading.rows("""
                SELECT destination, seq, type, kind, %s
                   AND state IN ('held', 'requeued', 'unmatched', 'dead', 'dropped', 'delivered', 'unrouted')
                   AND counted IN ('pending', 'delivered', 'dead', 'dropped')
                FROM aside""".formatted(RowChecksum.ASIDE), row -> {
            String destination = row.getString(1);
            Kind kind = kinds.kind(ColumnCodec.integer(row, 4));
            boolean whole = row.getBoolean(5) && (destinations.contains(destination) || destination.equals(JournalWriter.UNROUTED))
                    && (kind == null || kind.type().equals(row.getString(3)));
            if (!whole) {
                told.accept("the state of %s-%s: wrong sum, or of another type or destination".formatted(destination,
                        row.getLong(2)));
            }
            return 1;
        });
    }
}
