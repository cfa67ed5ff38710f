package serai.journal.store;

import com.zaxxer.hikari.HikariDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DestinationReport;
import serai.journal.Entry;
import serai.journal.Entry.Counted;
import serai.journal.FailureClass;
import serai.journal.Held;
import serai.journal.Journal;
import serai.journal.JournalFullException;
import serai.journal.JournalUnavailableException;
import serai.journal.Page;
import serai.journal.Page.Origin;
import serai.journal.Settlement;
import serai.journal.SourceCounts;
import serai.journal.Standing;
import serai.journal.Whereabouts;
import serai.journal.Whereabouts.State;
import serai.journal.store.Transaction.Intake;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.Payload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The journal in a relational database. */
public final class SqlJournal implements Journal {

    /** Sequence numbers that one read looks through at the most: a rarely named destination must hold nobody up. */
    private static final long WINDOW = 20_000;
    private static final long PROBE_WAIT_MAX_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SqlJournal.class);

    private final HikariDataSource dataSource;
    private final Connection anchor;
    private final FileWatch watch;
    private final JournalBounds bounds;
    private final Clock clock;
    private final Reading reading;
    private final ExecutorService acknowledging;
    private final Room room;
    private final GroupCommit writer;
    private final Retention retention;
    private final Map<String, Runnable> callbacks = new ConcurrentHashMap<>();

    /**
     * @param dataSource connections to a database whose schema is there; closed with the journal
     * @param anchor     held open for as long as the journal; null where the database needs none
     * @param watch      whether the database is still the one that was opened; closed with the journal
     * @param place      what to call the database in messages
     */
    SqlJournal(HikariDataSource dataSource, Connection anchor, FileWatch watch, String place, JournalBounds bounds,
               Clock clock) {
        this.dataSource = dataSource;
        this.anchor = anchor;
        this.watch = watch;
        this.bounds = bounds;
        this.clock = clock;
        this.reading = new Reading(dataSource, place);
        this.acknowledging = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "journal-acknowledge");
            thread.setDaemon(true);
            return thread;
        });
        this.room = new Room(place, bounds.bytesMax());
        this.writer = new GroupCommit(() -> new Transaction(dataSource.getConnection(), dataSource::evictConnection, room),
                place, bounds.waitingMax(), acknowledging, this::wake, watch);
        this.retention = new Retention(writer, reading, bounds, clock);
        watch.begin(() -> writer.submit(Transaction::measured)); // fails, which is logged
    }

    @Override
    public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations) {
        if (destinations.isEmpty()) {
            throw new IllegalArgumentException(record + " is appended for no destination");
        }
        JournalFullException full = room.full();
        return full == null ? writer.submit(new Append(record, destinations)) : CompletableFuture.failedFuture(full);
    }

    @Override
    public CompletionStage<Void> reject(String source, String reason, Payload body) {
        long receivedAt = Columns.micros(clock.instant());
        return writer.submit(transaction -> {
            PreparedStatement insert = transaction.prepare(
                    "INSERT INTO rejected (source, received_at, reason, body) VALUES (?, ?, ?, ?)");
            insert.setString(1, source);
            insert.setLong(2, receivedAt);
            insert.setString(3, reason);
            insert.setBytes(4, body.bytes());
            insert.executeUpdate();
            PreparedStatement forget = transaction.prepare(
                    "DELETE FROM rejected WHERE nr <= (SELECT max(nr) FROM rejected) - ?");
            forget.setLong(1, bounds.rejectedMax());
            forget.executeUpdate();
            transaction.count(source, Intake.REJECTED);
            return null;
        });
    }

    @Override
    public void fix(String name, String setting, String value) {
        writer.submit(transaction -> {
            PreparedStatement insert = transaction.prepare(
                    "INSERT INTO fixed (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING");
            insert.setString(1, name);
            insert.setString(2, value);
            return insert.executeUpdate();
        }).toCompletableFuture().join();
        String fixed = reading.rows("SELECT value FROM fixed WHERE name = ?", row -> row.getString(1), name).get(0);
        if (!fixed.equals(value)) {
            throw new IllegalArgumentException("%s=%s: this journal was begun with '%s', which is part of its records' ids; "
                    .formatted(setting, value, fixed) + "set it back, or begin a new journal in another data folder");
        }
    }

    @Override
    public Optional<Standing> standing(String destination) {
        return reading.rows("""
                SELECT cursor, failures, next_attempt, stopped, failure, refuse_next FROM destination WHERE name = ?""",
                row -> new Standing(row.getLong(1), row.getInt(2), time(row, 3),
                        row.getString(4) == null ? null : FailureClass.named(row.getString(4)), row.getString(5),
                        row.getInt(6) == 1), destination).stream().findFirst();
    }

    @Override
    public Map<String, String> remembered(String destination) {
        return byName(reading.rows("""
                SELECT name, value FROM remembered WHERE destination = ?
                UNION ALL SELECT ?, value FROM fixed WHERE name = 'restored'""",
                row -> Map.entry(row.getString(1), row.getString(2)), destination, RESTORED));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : Columns.instant(micros);
    }

    @Override
    public Page read(String destination, long after, int limit) {
        // First the end, then the rows: all that stands before the end is visible to the second question.
        long end = Math.min(lastSeq(), after + WINDOW);
        if (end <= after) {
            return new Page(Origin.CURSOR, after, after, List.of());
        }
        PageReader reader = new PageReader(limit, bounds.pageBytesMax(), end);
        List<Entry> entries = reading.rows("""
                SELECT seq, json, 'PENDING' FROM record
                WHERE seq > ? AND seq <= ? AND instr(destinations, ?) > 0
                  AND NOT EXISTS (SELECT 1 FROM aside WHERE aside.destination = ? AND aside.seq = record.seq)
                ORDER BY seq LIMIT ?""", reader, after, end, Columns.names(Set.of(destination)), destination, limit);
        return new Page(Origin.CURSOR, after, reader.upTo(), entries);
    }

    private long lastSeq() {
        return reading.rows("SELECT coalesce(max(seq), 0) FROM record", row -> row.getLong(1)).get(0);
    }

    @Override
    public Page requeued(String destination, int limit) {
        PageReader reader = new PageReader(limit, bounds.pageBytesMax(), Long.MAX_VALUE);
        long now = Columns.micros(clock.instant());
        List<Entry> entries = reading.rows("""
                SELECT record.seq, coalesce(first.edited, record.json), upper(first.counted)
                FROM (SELECT * FROM aside WHERE destination = ? AND state = 'requeued'
                      ORDER BY next_attempt, seq LIMIT ?) AS first
                JOIN record USING (seq)
                WHERE first.next_attempt <= ? OR first.changed_at > ? -- or the clock was set back
                ORDER BY first.next_attempt, record.seq""", reader, destination, limit, now, now);
        return new Page(Origin.ASIDE, 0, 0, entries);
    }

    @Override
    public Optional<Held> held(String destination) {
        long now = Columns.micros(clock.instant());
        return reading.rows("""
                SELECT record.seq, coalesce(aside.edited, record.json), aside.attempts, aside.tries,
                       (SELECT delivered FROM destination WHERE name = aside.destination) > aside.others
                FROM aside JOIN record USING (seq)
                WHERE aside.destination = ? AND aside.state = 'held'
                  AND (aside.next_attempt <= ? OR aside.changed_at > ?) -- or the clock was set back
                ORDER BY aside.next_attempt LIMIT 1""",
                row -> new Held(new Entry(row.getLong(1), CanonicalJson.read(row.getString(2)), Counted.PENDING),
                        row.getInt(3), row.getInt(4), row.getBoolean(5)),
                destination, now, now).stream().findFirst();
    }

    @Override
    public int heldCount(String destination) {
        return reading.rows("SELECT count(*) FROM aside WHERE destination = ? AND state = 'held'",
                row -> row.getInt(1), destination).get(0);
    }

    @Override
    public boolean standsBehind(String destination, String type, long seq) {
        return !reading.rows("""
                SELECT 1 FROM record WHERE seq > ? AND type = ? AND instr(destinations, ?) > 0
                  AND NOT EXISTS (SELECT 1 FROM aside WHERE aside.destination = ? AND aside.seq = record.seq)
                LIMIT 1""", row -> true, seq, type, Columns.names(Set.of(destination)), destination).isEmpty();
    }

    @Override
    public Map<String, Integer> refusedRuns(String destination) {
        return byName(reading.rows("""
                SELECT type, count(*) FROM aside WHERE destination = ? AND in_run = 1 AND state = 'dead' GROUP BY type""",
                row -> Map.entry(row.getString(1), row.getInt(2)), destination));
    }

    @Override
    public CompletionStage<Void> settle(Settlement settlement) {
        return writer.submit(new SettlementWrite(settlement, clock));
    }

    @Override
    public Registration onAppend(String destination, Runnable callback) {
        callbacks.put(destination, callback);
        return () -> callbacks.remove(destination, callback);
    }

    private void wake(Set<String> destinations) {
        destinations.forEach(destination -> {
            Runnable callback = callbacks.get(destination);
            if (callback != null) {
                callback.run();
            }
        });
    }

    @Override
    public List<Whereabouts> whereabouts(long after, int limit) {
        Map<String, Long> cursors = byName(reading.rows("SELECT name, cursor FROM destination",
                row -> Map.entry(row.getString(1), row.getLong(2))));
        return reading.rows("SELECT seq, json, destinations FROM record WHERE seq > ? ORDER BY seq LIMIT ?", row -> {
            long seq = row.getLong(1);
            Map<String, State> states = new TreeMap<>();
            for (String destination : Columns.names(row.getString(3))) {
                boolean passed = !destination.equals(UNROUTED) && cursors.getOrDefault(destination, 0L) >= seq;
                states.put(destination, passed ? State.DELIVERED : State.PENDING);
            }
            reading.rows("SELECT destination, counted FROM aside WHERE seq = ?", aside ->
                    states.put(aside.getString(1), State.named(aside.getString(2))) == null, seq);
            return new Whereabouts(seq, CanonicalJson.read(row.getString(2)), states);
        }, after, limit);
    }

    @Override
    public Map<String, Balance> balances() {
        return byName(reading.rows("SELECT name, routed, delivered, pending, dead_lettered, dropped FROM destination",
                row -> Map.entry(row.getString(1), new Balance(row.getLong(2), row.getLong(3), row.getLong(4),
                        row.getLong(5), row.getLong(6)))));
    }

    @Override
    public List<DestinationReport> destinations() {
        return new Destinations(reading, new Changes(dataSource, reading.place()), clock).reports();
    }

    @Override
    public Map<String, SourceCounts> sources() {
        return byName(reading.rows("SELECT name, accepted, duplicates, differing, rejected FROM source",
                row -> Map.entry(row.getString(1), new SourceCounts(row.getLong(2), row.getLong(3), row.getLong(4),
                        row.getLong(5)))));
    }

    private static <T> Map<String, T> byName(List<Map.Entry<String, T>> entries) {
        return entries.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> other,
                TreeMap::new));
    }

    @Override
    public String trouble() {
        try {
            // A commit that failed says nothing of the next one, and a quiet journal has none to show: so make one.
            writer.submit(transaction -> transaction.prepare("UPDATE fixed SET value = value").executeUpdate())
                    .toCompletableFuture().get(PROBE_WAIT_MAX_SECONDS, TimeUnit.SECONDS);
            lastSeq();
            return null;
        } catch (ExecutionException e) {
            return e.getCause().getMessage();
        } catch (JournalUnavailableException e) {
            return e.getMessage();
        } catch (TimeoutException e) {
            return "%s has not committed within %d s".formatted(reading.place(), PROBE_WAIT_MAX_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted before %s had committed".formatted(reading.place());
        }
    }

    /** Forgets at once what is older than it must be kept; otherwise that is done every few minutes. Returns how much. */
    public long purge() {
        return retention.purge();
    }

    @Override
    public void close() {
        watch.close();
        retention.close();
        writer.close();
        acknowledging.shutdown();
        dataSource.close();
        if (anchor != null) {
            try {
                anchor.close();
            } catch (SQLException e) {
                LOG.debug("The journal's last connection does not close", e);
            }
        }
    }
}
