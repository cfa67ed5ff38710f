package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.RecordState;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.Kind;
import serai.journal.sql.query.RecordRow;
import serai.journal.sql.write.Append;
import serai.journal.sql.write.Transaction;
import serai.model.CanonicalJson;
import serai.model.Identity;
import serai.model.LearningRecord;
import serai.model.Payload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Accepts or drops events that their source had sent before with other content. They are dead letters of a source, and count in
 * no balance.
 */
record DifferingEvents(Transaction transaction, LearnerHashes hashes, long now) {

    /** An event that waits for a decision. */
    private record Waiting(LearningRecord record, Payload raw, String destinations) {
    }

    /**
     * Appends the event beside the known one, as a record of its own whose id is the hash of its bytes, for the destinations
     * that the router has named for it.
     */
    boolean accept(long nr) throws SQLException {
        List<Waiting> waiting = transaction.rows("""
                SELECT json, raw, destinations, coalesce(json_sum, -1), coalesce(raw_sum, -1), source, received_at, type,
                       kind_sum
                FROM differing WHERE nr = ? AND state = 'dead'""", row -> waiting(row, nr), nr);
        if (waiting.isEmpty() || !end(nr, RecordState.ACCEPTED, null)) {
            return false;
        }
        Waiting one = waiting.get(0);
        LearningRecord record = one.record.withRaw(one.raw).withId(Identity.ofUnknown(one.record.source(), one.raw));
        new Append(record, one.destinations, Duration.ZERO, hashes, null).apply(transaction); // without marks
        return true;
    }

    private static Waiting waiting(ResultSet row, long nr) throws SQLException {
        byte[] json = row.getBytes(1);
        byte[] raw = row.getBytes(2);
        if (!Checksum.fits(row.getLong(4), Checksum.NO_NUMBER, Checksum.NO_KIND, json)
                || !Checksum.fits(row.getLong(5), Checksum.NO_NUMBER, raw)
                || row.getLong(9) != Kind.sumOfDiffering(row.getString(6), row.getString(8), row.getString(3))) {
            throw RecordRow.damaged(new DeadLetterId(Content.DIFFERS, row.getString(6), nr), ColumnCodec.instant(row.getLong(7)));
        }
        return new Waiting(CanonicalJson.read(json), Payload.of(raw), row.getString(3));
    }

    boolean drop(long nr, String why) throws SQLException {
        return end(nr, RecordState.DROPPED, why);
    }

    private boolean end(long nr, RecordState state, @Nullable String why) throws SQLException {
        return transaction.update("UPDATE differing SET state = ?, why = ?, changed_at = ? WHERE nr = ? AND state = 'dead'",
                state.word(), why, now, nr) == 1;
    }
}
