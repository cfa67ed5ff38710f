package serai.journal.sqlite.write;

import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.sqlite.query.ColumnCodec;
import serai.journal.sqlite.query.JournalQuery;
import serai.settings.Setting;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Gives up what nobody has decided about for longer than it is to be kept, in one transaction: it counts as dropped, with the
 * reason. Its record goes when other records of its age go.
 *
 * @param what   which of it
 * @param old    those that are too old, as they were found
 * @param now    microseconds since 1970
 */
record PurgeUndecided(What what, List<Old> old, long now) implements Write<Integer> {

    /** At once. */
    private static final int STRETCH = 500;

    /**
     * One that is too old.
     *
     * @param of the destination, or the source
     * @param nr its number there
     */
    record Old(String of, long nr) {
    }

    /** What nothing else purges. */
    enum What {
        UNROUTED(Setting.JOURNAL_UNROUTED_RETENTION_DAYS.key()), DEAD_LETTERS(Setting.JOURNAL_DEAD_LETTERS_RETENTION_DAYS.key()),
        DIFFERING(Setting.JOURNAL_DEAD_LETTERS_RETENTION_DAYS.key());

        private final String setting;

        What(String setting) {
            this.setting = setting;
        }
    }

    /**
     * Some of what is too old; none: that was all. Looked for outside of the transaction, which holds up whoever appends. Dead
     * letters of a run of refusals that has not ended are not among it, since they may be taken back.
     *
     * @param before what came, or died, since is kept; microseconds since 1970
     */
    static List<Old> find(JournalQuery reading, What what, long before) {
        return switch (what) {
            case UNROUTED -> reading.rows("SELECT 1 FROM destination WHERE name = ? AND pending > 0", row -> 1, JournalWriter.UNROUTED).isEmpty()
                    ? List.of() : reading.rows("""
                    SELECT seq FROM record
                    WHERE kind IN (SELECT nr FROM kind WHERE instr(destinations, ?) > 0) AND received_at < ?
                      AND NOT EXISTS (SELECT 1 FROM aside WHERE aside.destination = ? AND aside.seq = record.seq)
                    ORDER BY received_at LIMIT ?""", row -> new Old(JournalWriter.UNROUTED, row.getLong(1)),
                    ColumnCodec.names(Set.of(JournalWriter.UNROUTED)), before, JournalWriter.UNROUTED, STRETCH);
            case DEAD_LETTERS -> reading.rows("""
                    SELECT destination, seq FROM aside
                    WHERE destination IN (SELECT name FROM destination WHERE dead_lettered > 0) AND state = 'dead'
                      AND counted = 'dead' AND in_run = 0 AND changed_at < ? LIMIT ?""",
                    row -> new Old(row.getString(1), row.getLong(2)), before, STRETCH);
            case DIFFERING -> reading.rows("SELECT source, nr FROM differing WHERE changed_at < ? LIMIT ?",
                    row -> new Old(row.getString(1), row.getLong(2)), before, STRETCH);
        };
    }

    /** @return how many were given up; an operator has decided about the others */
    @Override
    public Integer apply(Transaction transaction) throws SQLException {
        String why = "older than " + what.setting;
        int all = 0;
        for (Old one : old) {
            all += switch (what) {
                case UNROUTED -> counted(transaction, one, RecordState.PENDING, transaction.update("""
                        INSERT INTO aside (destination, seq, type, state, counted, why, changed_at)
                        SELECT ?, seq, type, 'dropped', 'dropped', ?, ? FROM record JOIN kind ON kind.nr = record.kind
                        WHERE seq = ? AND instr(destinations, ?) > 0 ON CONFLICT (destination, seq) DO NOTHING""",
                        one.of, why, now, one.nr, ColumnCodec.names(Set.of(one.of))));
                case DEAD_LETTERS -> counted(transaction, one, RecordState.DEAD, transaction.update("""
                        UPDATE aside SET state = 'dropped', counted = 'dropped', why = ?, next_attempt = NULL, changed_at = ?
                        WHERE destination = ? AND seq = ? AND state = 'dead' AND counted = 'dead' AND in_run = 0""",
                        why, now, one.of, one.nr));
                case DIFFERING -> forget(transaction, one);
            };
        }
        return all;
    }

    /** Also what an operator has decided about: it is kept no longer than the others, but was not given up. */
    private static int forget(Transaction transaction, Old one) throws SQLException {
        int open = transaction.update("DELETE FROM differing WHERE nr = ? AND state = 'dead'", one.nr);
        if (open == 0) {
            transaction.update("DELETE FROM differing WHERE nr = ?", one.nr);
        }
        return open;
    }

    private static int counted(Transaction transaction, Old one, RecordState from, int changed) throws SQLException {
        new DestinationCounters(transaction).move(one.of, from, RecordState.DROPPED, changed);
        return changed;
    }
}
