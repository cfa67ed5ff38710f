package serai.journal.operations;

import serai.journal.DestinationReport;
import serai.journal.JournalReport;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.SourceReport;
import serai.journal.UnkeptReport;
import serai.journal.operations.audit.AuditLogContent;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.PinnedSettings;
import serai.journal.sql.query.ReportReader;
import serai.journal.sql.query.StoredBatch;
import serai.journal.sql.write.DestinationCounters;
import serai.journal.sql.write.Transaction;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Reports on destinations and sources, and what an operator can do with a destination. */
public final class Destinations {

    /** Number of sequence numbers that one transaction of a drop covers, so that others can write between two transactions. */
    private static final long WINDOW = 5_000;

    private final JournalQuery reading;
    private final ReportReader overview;
    private final OperatorTransactions changes;
    private final Clock clock;

    Destinations(JournalQuery reading, OperatorTransactions changes, Clock clock) {
        this.reading = reading;
        this.overview = new ReportReader(reading, KnownKinds.ofDestinations());
        this.changes = changes;
        this.clock = clock;
    }

    /** The names of all destinations that were ever named, sorted. */
    public List<String> names() {
        return ReportReader.names(reading);
    }

    /** The values that the destination's route has remembered, with the journal's identity. */
    public JournalReport.Remembered remembered(String name) {
        return new JournalReport.Remembered(PinnedSettings.value(reading, PinnedSettings.JOURNAL).orElseThrow(),
                new DeliveryReader(reading, KnownKinds.ofDestinations(), 0, clock).remembered(name));
    }

    /** A report on each destination that was ever named, sorted by name. */
    public List<DestinationReport> reports() {
        return overview.destinations();
    }

    /** A report on each source that has ever sent anything, sorted by name. */
    public List<SourceReport> sources() {
        return overview.sources();
    }

    /** The types of events that were not acknowledged because the routes name no destination for them, the newest first. */
    public List<UnkeptReport> unkept() {
        return overview.unkept();
    }

    /**
     * Makes Serai try a destination in trouble at once, after somebody has corrected the cause.
     *
     * @param refuseRun whether the records refused in a row are bad themselves: if so they become dead letters, and so does the
     *                  next record that is refused
     * @return the number of records that became dead letters
     * @throws IllegalArgumentException if there is no such destination, or if it is not in trouble
     */
    public int resume(String name, boolean refuseRun) {
        require(name);
        return changes.act("resume", transaction -> {
            int resumed = transaction.update("""
                    UPDATE destination SET next_attempt = NULL, stopped = NULL, refuse_next = ?
                    WHERE name = ? AND (failures > 0 OR stopped IS NOT NULL)""", refuseRun ? 1 : 0, name);
            if (resumed == 0) {
                throw new IllegalArgumentException("%s has no failure, so there is nothing to resume".formatted(name));
            }
            return refuseRun ? refuseRun(transaction, name) : 0;
        }, refused -> new AuditLogContent(refuseRun ? name + " --refuse-run" : name, Math.max(1, refused), null));
    }

    private int refuseRun(Transaction transaction, String name) throws SQLException {
        int refused = transaction.update("""
                UPDATE aside SET state = 'dead', counted = 'dead', in_run = 0, next_attempt = NULL, changed_at = ?
                WHERE destination = ? AND in_run = 1 AND state = 'held' AND counted = 'pending'""", now(), name);
        new DestinationCounters(transaction).move(name, RecordState.PENDING, RecordState.DEAD, refused);
        return refused;
    }

    /**
     * Drops all records that are pending for a destination, so that its route can be removed. Dead letters stay. Works in
     * steps, each one transaction that keeps the balance even. Records that are appended meanwhile are dropped too.
     *
     * @param why the operator's reason; kept with each record
     * @return the number of records that were dropped
     * @throws IllegalArgumentException if there is no such destination */
    public long drop(String name, String why) {
        require(name);
        long[] dropped = {changes.act("drop", transaction -> dropAside(transaction, name, why), count -> of(name, count, why))};
        if (name.equals(JournalWriter.UNROUTED)) {
            return dropped[0]; // unrouted events stand aside; a batch may still name those that the router has sent on since
        }
        long[] noted = {dropped[0]};
        while (changes.act("drop", noted[0], transaction -> dropWindow(transaction, name, why, dropped), more -> {
            long count = dropped[0] - noted[0];
            noted[0] = dropped[0];
            return of(name, count, why);
        })) {
            // The next window.
        }
        return dropped[0];
    }

    private static AuditLogContent of(String destination, long count, String why) {
        return new AuditLogContent(destination, count, why);
    }

    /**
     * Requeued and unmatched records that were delivered, dead or dropped before return to that state; those that are pending,
     * and held ones, are dropped.
     */
    private long dropAside(Transaction transaction, String name, String why) throws SQLException {
        transaction.update("""
                UPDATE aside SET state = counted, next_attempt = NULL, changed_at = ?
                WHERE destination = ? AND state IN ('requeued', 'unmatched') AND counted <> 'pending'""", now(), name);
        int dropped = transaction.update("""
                UPDATE aside SET state = 'dropped', counted = 'dropped', why = ?, next_attempt = NULL, in_run = 0,
                       changed_at = ?
                WHERE destination = ? AND state IN ('held', 'requeued', 'unmatched', 'unrouted') AND counted = 'pending'""", why,
                now(), name);
        new DestinationCounters(transaction).move(name, RecordState.PENDING, RecordState.DROPPED, dropped);
        return dropped;
    }

    private boolean dropWindow(Transaction transaction, String name, String why, long[] dropped) throws SQLException {
        long last = StoredBatch.lastSeq(transaction);
        long cursor = DeliveryReader.cursor(transaction, name).orElseThrow();
        long end = Math.min(last, cursor + WINDOW);
        if (end <= cursor) {
            transaction.update("""
                    UPDATE destination SET failures = 0, next_attempt = NULL, stopped = NULL, failure = NULL, refuse_next = 0
                    WHERE name = ?""", name);
            return false;
        }
        long count = DamagedRecords.dropPending(transaction, name, cursor, end, why, now()).size();
        transaction.update("UPDATE destination SET cursor = ? WHERE name = ?", end, name);
        dropped[0] += count;
        return true;
    }

    /** @throws IllegalArgumentException if there is no such destination; the message names those that exist */
    public void require(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("the journal has no destination '%s'; it has %s"
                    .formatted(name, names.isEmpty() ? "none yet" : String.join(", ", names)));
        }
    }

    private long now() {
        return ColumnCodec.micros(clock.instant());
    }
}
