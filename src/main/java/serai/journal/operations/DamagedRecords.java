package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.RecordState;
import serai.journal.sqlite.query.JournalQuery;
import serai.journal.sqlite.query.RecordRow;
import serai.journal.sqlite.write.DestinationCounters;
import serai.journal.sqlite.write.Transaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Pending records that are damaged. Serai never skips one; an operator can drop it by the id that it would have as a dead
 * letter.
 */
final class DamagedRecords {

    private static final String PENDING = "SELECT " + RecordRow.COLUMNS + """
            , kind.type FROM record JOIN kind ON kind.nr = record.kind JOIN destination ON destination.name = ?
            WHERE seq = ? AND seq > cursor AND instr(destinations, ' ' || destination.name || ' ') > 0
              AND NOT EXISTS (SELECT 1 FROM aside WHERE aside.destination = destination.name AND aside.seq = record.seq)""";

    private DamagedRecords() {
    }

    /** Whether the id names a damaged record that is pending for its destination. */
    static boolean isOne(JournalQuery reading, DeadLetterId id) {
        return id.content() == Content.RECORD
                && !reading.rows(PENDING, DamagedRecords::typeOfDamaged, id.of(), id.nr()).isEmpty();
    }

    /** Drops the record if it is pending and damaged. Otherwise changes nothing and returns false. */
    static boolean drop(Transaction transaction, DeadLetterId id, String why, long now) throws SQLException {
        List<String> types = transaction.rows(PENDING, DamagedRecords::typeOfDamaged, id.of(), id.nr());
        if (types.isEmpty()) {
            return false;
        }
        transaction.update("""
                INSERT INTO aside (destination, seq, type, state, counted, why, changed_at)
                VALUES (?, ?, ?, 'dropped', 'dropped', ?, ?)""", id.of(), id.nr(), types.get(0), why, now);
        // The damage may be in the names of its destinations: then this destination's counter may have no pending record to
        // move.
        int pending =
                transaction.rows("SELECT min(pending, 1) FROM destination WHERE name = ?", row -> row.getInt(1), id.of()).get(0);
        new DestinationCounters(transaction).move(id.of(), RecordState.PENDING, RecordState.DROPPED, pending);
        return true;
    }

    /** The record's type if the record is damaged; null if it is not. */
    private static @Nullable String typeOfDamaged(ResultSet row) throws SQLException {
        try {
            new RecordRow("", null).read(row);
            return null;
        } catch (DamagedRecordException damaged) {
            return row.getString(RecordRow.COUNT + 1);
        }
    }
}
