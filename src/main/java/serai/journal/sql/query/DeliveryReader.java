package serai.journal.sql.query;

import serai.journal.DamagedRecordException;
import serai.journal.DestinationState;
import serai.journal.JournalReport;
import serai.journal.JournalUnavailableException;
import serai.journal.RecordState;
import serai.journal.store.HeldRecord;
import serai.journal.store.Page;
import serai.journal.store.Page.Origin;
import serai.journal.store.PageEntry;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;

import static serai.installation.Installation.SERAI;

/** The queries of a delivery: the destination's state, its next records, and its held and requeued records. */
public record DeliveryReader(JournalQuery reading, KnownKinds kinds, long pageBytesMax, Clock clock) {

    /** Number of sequence numbers that one read covers at the most, so that a rarely named destination does not hold up others. */
    private static final long WINDOW = 20_000;
    /**
     * Number of sequence numbers that are searched for records behind another one, so that the search is short in any backlog.
     */
    private static final long AHEAD_MAX = 100_000;

    /**
     * How much the clocks of machines may differ. A row whose change is further in the future than this was changed before the
     * clock was set back, so its times say nothing any more.
     */
    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(5);

    private static final String REQUEUED = """
            SELECT %s, upper(first.counted), first.attempts
            FROM (SELECT * FROM aside WHERE destination = ? AND state = 'requeued'
                  ORDER BY next_attempt, seq LIMIT ?) AS first
            WHERE first.next_attempt <= ? OR first.changed_at > ? -- or the clock was set back
            ORDER BY first.next_attempt, first.seq""".formatted(RecordRow.EDITED_COLUMNS.formatted("first"));
    private static final String ASIDE = """
            SELECT %s, upper(first.counted), first.attempts
            FROM (SELECT * FROM aside
                  WHERE destination = ? AND state IN ('requeued', 'held')
                    AND (coalesce(next_attempt, 0) < ? AND changed_at < ? OR changed_at > ?) -- or the clock was set back
                  ORDER BY seq LIMIT ?) AS first
            ORDER BY first.seq""".formatted(RecordRow.EDITED_COLUMNS.formatted("first"));
    private static final String HELD = """
            SELECT %s, aside.attempts, aside.tries,
                   (SELECT delivered - left_out FROM destination WHERE name = aside.destination) > aside.others
            FROM aside
            WHERE aside.destination = ? AND aside.state = 'held'
              AND (aside.next_attempt <= ? OR aside.changed_at > ?) -- or the clock was set back
            ORDER BY aside.next_attempt LIMIT 1""".formatted(RecordRow.EDITED_COLUMNS.formatted("aside"));

    private static final String DECIDED = "SELECT seq FROM aside WHERE destination = ? AND state NOT IN ('held', 'requeued') AND ";
    /** How many sequence numbers one query names: always as many, so that one prepared statement does for all batches. */
    private static final int NAMED = 100;
    private static final String DECIDED_OF_NAMED =
            DECIDED + "seq IN (" + String.join(", ", Collections.nCopies(NAMED, "?")) + ")";
    /**
     * Records are asked for by their range if it has at most this many times their number. Requeued ones may be a day's first and
     * last, with all others of that day, decided long ago, between them.
     */
    private static final long CLOSE = 4;

    /** A value that the route of a destination has remembered, and whether its checksum is wrong. */
    public record Remembered(String destination, String name, String value, boolean damaged) {
    }

    /** All values that routes have remembered. */
    public static List<Remembered> allRemembered(JournalQuery reading) {
        return reading.rows("SELECT destination, name, value, sum FROM remembered",
                row -> new Remembered(row.getString(1), row.getString(2), row.getString(3),
                        row.getLong(4) != Checksum.of(row.getString(1), row.getString(2), row.getString(3))));
    }

    /** The cursor of a destination; empty if there is no such destination. */
    public static Optional<Long> cursor(Rows rows, String destination) throws SQLException {
        return rows.rows("SELECT cursor FROM destination WHERE name = ?", row -> row.getLong(1), destination).stream().findFirst();
    }

    public Optional<DestinationState> state(String destination) {
        return reading.rows("""
                SELECT cursor, failures, next_attempt, stopped, failure, refuse_next, %s FROM destination WHERE name = ?"""
                .formatted(RowChecksum.DESTINATION), row -> {
                    RowChecksum.require(row.getBoolean(7), reading.place(), destination);
                    return ColumnCodec.state(row, 1);
                }, destination).stream().findFirst();
    }

    /** Checks all rows, since a wrong bit in a destination's name would hide its row. */
    public Map<String, String> remembered(String destination) {
        Map<String, String> remembered = new TreeMap<>(reading.byName("SELECT ?, value FROM fixed WHERE name = 'restored'",
                row -> Map.entry(row.getString(1), row.getString(2)), JournalReport.RESTORED));
        for (Remembered one : allRemembered(reading)) {
            if (one.damaged) {
                throw new JournalUnavailableException(("%s: what the route of %s remembers is damaged (wrong checksum); %s stops: "
                        + "restore a backup (" + SERAI + " restore)").formatted(reading.place(), one.destination, destination),
                        null);
            }
            if (one.destination.equals(destination)) {
                remembered.put(one.name, one.value);
            }
        }
        return remembered;
    }

    public Page read(String destination, long after, int limit) {
        // Read the end first: the later queries see all records before it.
        long last = lastSeq();
        long end = Math.min(last, after + WINDOW);
        if (end <= after) {
            return new Page(Origin.CURSOR, after, after, List.of(), false);
        }
        PageReader page = new PageReader(rowsFor(destination), limit, pageBytesMax, after, end);
        try {
            kinds.refresh(reading);
            Set<Long> aside = pending(destination).aside(after, end);
            LongPredicate isAside = aside.isEmpty() ? seq -> false : aside::contains;
            page.read(reading, destination, kinds, isAside);
            page.end(reading, destination, isAside, last);
        } catch (SQLException e) {
            throw reading.unavailable(e);
        }
        return new Page(Origin.CURSOR, after, page.upTo(), page.entries(), page.upTo() < last);
    }

    private PendingRecords pending(String destination) {
        return new PendingRecords(reading, reading.place(), kinds, destination);
    }

    /** @return whether the search has reached the journal's end, or the visitor has stopped it */
    private boolean eachPending(String destination, long after, PendingRecords.Visitor visitor) {
        long last = lastSeq();
        try {
            pending(destination).each(after, Math.min(last, after + AHEAD_MAX), visitor);
        } catch (SQLException e) {
            throw reading.unavailable(e);
        }
        return last <= after + AHEAD_MAX;
    }

    public long givenUpTo(String destination) {
        return reading.rows("SELECT cursor, given_up_to, ahead FROM destination WHERE name = ? AND ahead IS NOT NULL",
                row -> new long[]{row.getLong(1), row.getLong(2), row.getLong(3)}, destination)
                .stream().map(row -> Math.max(row[1], lastOfNext(destination, row[0], row[2]))).findFirst()
                .orElseGet(this::lastSeq);
    }

    /**
     * The sequence number of the last of the next {@code count} records that {@link #read} would return; {@code after} if there
     * is none. If they are far apart, or one of them can't be read, the journal's last one: then more records count as given than
     * were given.
     */
    private long lastOfNext(String destination, long after, long count) {
        if (count <= 0) {
            return after;
        }
        long[] found = {after, 0};
        try {
            boolean all = eachPending(destination, after, (seq, kind, receivedAt) -> {
                found[0] = seq;
                return ++found[1] < count;
            });
            return all || found[1] == count ? found[0] : lastSeq();
        } catch (DamagedRecordException e) {
            return lastSeq(); // the delivery stops when it comes there
        }
    }

    public long lastSeq() {
        try {
            return StoredBatch.lastSeq(reading);
        } catch (SQLException e) {
            throw reading.unavailable(e);
        }
    }

    public Page requeued(String destination, int limit) {
        PageReader reader = new PageReader(rowsFor(destination), limit, pageBytesMax, 0, Long.MAX_VALUE);
        reading.rows(REQUEUED, reader::aside, destination, limit, ColumnCodec.micros(clock.instant()), setBack());
        return new Page(Origin.ASIDE, 0, 0, reader.entries(), false);
    }

    public Page aside(String destination, Instant before, int limit) {
        PageReader reader = new PageReader(rowsFor(destination), limit, pageBytesMax, 0, Long.MAX_VALUE);
        long time = ColumnCodec.micros(before);
        reading.rows(ASIDE, reader::aside, destination, time, time, setBack(), limit);
        return new Page(Origin.ASIDE, 0, 0, reader.entries(), false);
    }

    public Set<Long> decided(String destination, List<Long> seqs) {
        long first = Collections.min(seqs);
        long last = Collections.max(seqs);
        if (last - first < CLOSE * seqs.size()) {
            return new HashSet<>(reading.rows(DECIDED + "seq >= ? AND seq <= ?", row -> row.getLong(1), destination, first, last));
        }
        Set<Long> decided = new HashSet<>();
        for (int from = 0; from < seqs.size(); from += NAMED) {
            Object[] parameters = new Object[1 + NAMED];
            Arrays.fill(parameters, last); // to fill up the last query
            parameters[0] = destination;
            List<Long> some = seqs.subList(from, Math.min(from + NAMED, seqs.size()));
            for (int i = 0; i < some.size(); i++) {
                parameters[1 + i] = some.get(i);
            }
            decided.addAll(reading.rows(DECIDED_OF_NAMED, row -> row.getLong(1), parameters));
        }
        return decided;
    }

    public Optional<HeldRecord> held(String destination) {
        RecordRow rows = rowsFor(destination);
        return reading.rows(HELD, row -> new HeldRecord(
                new PageEntry(row.getLong(1), rows.read(row), RecordState.PENDING, rows.trace(row)),
                ColumnCodec.integer(row, RecordRow.COUNT + 1), ColumnCodec.integer(row, RecordRow.COUNT + 2),
                row.getBoolean(RecordRow.COUNT + 3)),
                destination, ColumnCodec.micros(clock.instant()), setBack()).stream().findFirst();
    }

    /** A time later than any change of a row, unless the clock was set back since. */
    private long setBack() {
        return ColumnCodec.micros(clock.instant().plus(CLOCKS_DIFFER_MAX));
    }

    private RecordRow rowsFor(String destination) {
        return new RecordRow(reading.place(), destination);
    }

    public int heldCount(String destination) {
        return reading.rows("SELECT count(*) FROM aside WHERE destination = ? AND state = 'held'",
                row -> ColumnCodec.integer(row, 1), destination).get(0);
    }

    public boolean standsBehind(String destination, String type, long seq) {
        boolean[] found = {false};
        eachPending(destination, seq, (next, kind, receivedAt) -> {
            found[0] = kind.type().equals(type);
            return !found[0];
        });
        return found[0];
    }

    public Map<String, Integer> refusedRuns(String destination) {
        return reading.byName("""
                SELECT type, count(*) FROM aside WHERE destination = ? AND in_run = 1 AND state = 'dead' GROUP BY type""",
                row -> Map.entry(row.getString(1), ColumnCodec.integer(row, 2)), destination);
    }
}
