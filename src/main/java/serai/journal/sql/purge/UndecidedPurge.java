package serai.journal.sql.purge;

import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.DestinationCounters;
import serai.journal.sql.write.DroppedRecord;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.Write;
import serai.settings.known.JournalSetting;

import java.sql.SQLException;
import java.util.List;

/**
 * Drops unrouted events or dead letters that are older than their retention and undecided, in one transaction, and stores the
 * reason; the retention of records deletes the records later. It deletes older differing events at once.
 *
 * @param what   which of the three
 * @param old    those that are too old, as {@link #find} has found them
 * @param before as {@link #find} was given it: an entry that an operator or a delivery has changed since is kept
 * @param now    microseconds since 1970
 */
record UndecidedPurge(What what, List<Old> old, long before, long now) implements Write<Integer> {

    /** How many are found at once. */
    private static final int STRETCH = 500;

    /**
     * An entry that is too old.
     *
     * @param of the destination, or the source
     * @param nr the record's sequence number, or the number of the differing event
     */
    record Old(String of, long nr) {
    }

    /** The data that nothing else purges. */
    enum What {
        UNROUTED(JournalSetting.UNROUTED_RETENTION_DAYS.key()), DEAD_LETTERS(JournalSetting.DEAD_LETTERS_RETENTION_DAYS.key()),
        DIFFERING(JournalSetting.DEAD_LETTERS_RETENTION_DAYS.key());

        private final String setting;

        What(String setting) {
            this.setting = setting;
        }
    }

    /**
     * Finds some entries that are too old; empty if there are no more. The query runs outside the transaction, which would hold
     * up appends. Dead letters of an open run of refusals are left out, since they may become held again.
     *
     * @param before entries received or changed at that time or later are kept; microseconds since 1970
     */
    static List<Old> find(JournalQuery reading, What what, long before) {
        return switch (what) {
            case UNROUTED ->
                reading.rows("SELECT seq FROM aside WHERE destination = ? AND state = 'unrouted' AND received_at < ? LIMIT ?",
                        row -> new Old(JournalWriter.UNROUTED, row.getLong(1)), JournalWriter.UNROUTED, before, STRETCH);
            case DEAD_LETTERS -> reading.rows("""
                    SELECT destination, seq FROM aside
                    WHERE destination IN (SELECT name FROM destination) AND state = 'dead' AND in_run = 0 AND changed_at < ?
                    LIMIT ?""",
                    row -> new Old(row.getString(1), row.getLong(2)), before, STRETCH);
            case DIFFERING -> reading.rows("SELECT source, nr FROM differing WHERE changed_at < ? LIMIT ?",
                    row -> new Old(row.getString(1), row.getLong(2)), before, STRETCH);
        };
    }

    /** @return how many undecided ones were dropped or deleted; an operator has decided about the others */
    @Override
    public Integer apply(Transaction transaction) throws SQLException {
        String why = "older than " + what.setting;
        int all = 0;
        for (Old one : old) {
            all += switch (what) {
                case UNROUTED -> counted(transaction, one, RecordState.PENDING, transaction.update("""
                        UPDATE aside SET state = 'dropped', counted = 'dropped', why = ?, changed_at = ?
                        WHERE destination = ? AND seq = ? AND state = 'unrouted' AND received_at < ?""",
                        why, now, one.of, one.nr, before));
                case DEAD_LETTERS -> counted(transaction, one, RecordState.DEAD, transaction.update("""
                        UPDATE aside SET state = 'dropped', counted = 'dropped', why = ?, next_attempt = NULL, changed_at = ?
                        WHERE destination = ? AND seq = ? AND state = 'dead' AND counted = 'dead' AND in_run = 0
                          AND changed_at < ?""", why, now, one.of, one.nr, before))
                        + new DroppedRecord(transaction, why, now).dropRepeat(one.of, one.nr, before);
                case DIFFERING -> forget(transaction, one);
            };
        }
        return all;
    }

    /**
     * Deletes a differing event. One that an operator has decided about is deleted too, but is not counted.
     * @return 1 if nobody had decided about it, otherwise 0
     */
    private int forget(Transaction transaction, Old one) throws SQLException {
        int open = transaction.update("DELETE FROM differing WHERE nr = ? AND state = 'dead' AND changed_at < ?", one.nr, before);
        if (open == 0) {
            transaction.update("DELETE FROM differing WHERE nr = ? AND changed_at < ?", one.nr, before);
        }
        return open;
    }

    private static int counted(Transaction transaction, Old one, RecordState from, int changed) throws SQLException {
        new DestinationCounters(transaction).move(one.of, from, RecordState.DROPPED, changed);
        return changed;
    }
}
