package serai.journal.operations;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig.SynchronousMode;
import serai.journal.Inbox;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.alert.OpenAlerts;
import serai.journal.operations.audit.AuditLog;
import serai.journal.operations.audit.AuditedActs;
import serai.journal.operations.history.CounterHistory;
import serai.journal.operations.history.CounterSample;
import serai.journal.operations.history.Marker;
import serai.journal.operations.history.MarkerHistory;
import serai.journal.operations.people.PersonLinks;
import serai.journal.operations.people.UnmatchedRecords;
import serai.journal.operations.person.PersonErasure;
import serai.journal.operations.person.PersonSearch;
import serai.journal.operations.search.RecordSearch;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.MoveMark;
import serai.journal.sql.query.PinnedSettings;
import serai.journal.sql.query.SqlFailure;
import serai.journal.sql.query.StoreSession;
import serai.journal.sql.write.Write;
import serai.journal.sqlite.Generation;
import serai.journal.sqlite.JournalCheck;
import serai.journal.sqlite.Schema;
import serai.journal.sqlite.SqliteSession;
import serai.journal.sqlite.SqliteStore;
import serai.journal.sqlite.files.FileWatch;
import serai.journal.sqlite.files.WalTruncation;
import serai.model.FailureText;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import javax.sql.DataSource;

import static serai.installation.Installation.SERAI;

/**
 * The part of the journal that operators use, beside the process that delivers or without one. It only writes rows and never
 * delivers: the delivering process acts on the rows within about a second, or when it is started next.
 */
public final class JournalOperations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalOperations.class);

    /** The actor in the audit log if nobody is named: a program that embeds Serai. */
    private static final String PROGRAM = "program";

    private final JournalQuery reading;
    private final OperatorTransactions changes;
    private final boolean inOneFile;
    private final Runnable leave;
    private final Clock clock;

    /** @param leave closes the connections */
    private JournalOperations(DataSource dataSource, String place, Supplier<StoreSession> sessions, boolean inOneFile,
            Runnable leave,
            Clock clock) {
        this(new JournalQuery(dataSource, place), new OperatorTransactions(dataSource, place, sessions, PROGRAM, clock), inOneFile,
                leave, clock);
    }

    private JournalOperations(JournalQuery reading, OperatorTransactions changes, boolean inOneFile, Runnable leave, Clock clock) {
        this.reading = reading;
        this.changes = changes;
        this.inOneFile = inOneFile;
        this.leave = leave;
        this.clock = clock;
    }

    /**
     * The same operations in the name of an actor, whom the audit log then names. Both objects share the connections. Closing
     * the returned one does nothing.
     *
     * @param actor such as {@code cli:anna}
     */
    public JournalOperations as(String actor) {
        return new JournalOperations(reading, changes.as(actor), inOneFile, () -> {}, clock);
    }

    /** What operators did, when, and who. */
    public AuditLog audit() {
        return new AuditLog(reading);
    }

    /**
     * Opens an existing journal in PostgreSQL, without a migration.
     *
     * @throws JournalUnavailableException if there is no journal, if it can't be reached, or if another version of Serai has
     *                                     written it; the message is one line
     */
    public static JournalOperations open(PostgresqlAddress address, Clock clock) {
        HikariDataSource pool = PostgresqlStore.beside(address);
        return new JournalOperations(pool, address.place(), PostgresqlStore::session, false, pool::close, clock);
    }

    /**
     * Opens an existing journal without the lock of its folder, and without a migration.
     *
     * @param file {@code journal.db}
     * @throws JournalUnavailableException if there is no journal, if it can't be opened, or if another version of Serai has
     *                                     written it; the message is one line
     */
    public static JournalOperations open(Path file, Clock clock) {
        String place = "the journal " + file;
        JournalCheck.besideAt(file, place);
        if (Files.notExists(file)) {
            throw new JournalUnavailableException(("there is no journal at %s; " + SERAI + " run creates one in the folder of the "
                    + "setting serai.data").formatted(file), null);
        }
        HikariDataSource pool = null;
        try {
            pool = new SqliteStore(file, SynchronousMode.FULL, SqlFailure.BUSY_WAIT_MAX, Schema.CURRENT)
                    .pool(new FileWatch(file));
            Schema.CURRENT.require(pool, place);
            MoveMark.requireNone(new JournalQuery(pool, place), place);
            HikariDataSource opened = pool;
            return new JournalOperations(pool, place, SqliteSession::new, true, () -> leave(opened, file), clock);
        } catch (SQLException | FlywayException | HikariPool.PoolInitializationException | JournalUnavailableException e) {
            if (pool != null) {
                leave(pool, file);
            }
            throw e instanceof JournalUnavailableException unavailable ? unavailable
                    : new JournalUnavailableException("%s can't be opened: %s".formatted(place, FailureText.innermostLine(e)), e);
        }
    }

    /**
     * Checks that a value fixed at the journal's first start is this one, or that none was fixed.
     *
     * @throws IllegalArgumentException if another value was fixed, as with {@link serai.journal.store.Journal#fix}
     */
    public void requireFixed(String name, String setting, String value) {
        PinnedSettings.require(reading, name, setting, value);
    }

    /**
     * Takes events in beside the process that runs Serai, or without one. The stages that its methods return are complete when
     * the methods return.
     *
     * @param bytesMax     size of the journal in bytes at which it takes no more events; 0: no bound
     * @param redrawWindow how long after a completion a course start is marked as a redraw; zero: never
     */
    public Inbox inbox(long bytesMax, Duration redrawWindow) {
        return new DirectInbox(changes, LearnerHashes.of(reading), bytesMax, redrawWindow);
    }

    /** Dead letters: list, retry, edit and drop them. */
    public DeadLetters deadLetters() {
        return new DeadLetters(reading, changes, clock);
    }

    /** Dead letters at a glance. */
    public DeadLetterGroups deadLetterGroups() {
        return new DeadLetterGroups(reading);
    }

    /** Replays: send records again, or to a destination that was added since. */
    public Replay replay() {
        return new Replay(reading, changes, clock);
    }

    /** Records for which the router had no destination. */
    public Unrouted unrouted() {
        return new Unrouted(reading, changes, clock);
    }

    /** Reads, exports and verifies the records that the journal keeps. */
    public StoredRecords records() {
        return new StoredRecords(reading, inOneFile);
    }

    /** What the counters of sources and destinations were. */
    public CounterHistory history() {
        return new CounterHistory(reading);
    }

    /**
     * Stores the counters' values at the beginning of a minute, and thins older ones. No delivery depends on them.
     *
     * @param samples each with the latencies of what was delivered since the last call, and none before
     */
    public void noteCounters(List<CounterSample> samples) {
        changes.apply((Write.WithoutResult) transaction -> CounterHistory.note(transaction, samples, clock.instant()));
    }

    /** The alerts that have begun and not ended. */
    public OpenAlerts alerts() {
        return new OpenAlerts(reading, changes::apply, clock);
    }

    /** What has happened to Serai and its destinations. */
    public MarkerHistory markers() {
        return new MarkerHistory(reading);
    }

    /** Marks that something has happened, unless it is marked already. */
    public void mark(Marker marker) {
        changes.apply((Write.WithoutResult) transaction -> MarkerHistory.add(transaction, marker, clock.instant()));
    }

    /** Which learner is which person, as operators have linked them. */
    public PersonLinks links() {
        return new PersonLinks(reading, changes, clock);
    }

    /** The records that wait until it is known whose they are. */
    public UnmatchedRecords unmatched() {
        return new UnmatchedRecords(reading, changes, changes::apply, clock);
    }

    /** Finds records: by id, learner, course, type and time. */
    public RecordSearch search() {
        return new RecordSearch(reading);
    }

    /** What the journal has of a person. */
    public PersonSearch persons() {
        return new PersonSearch(reading);
    }

    /** Makes other changes, with a line in the audit log for each. */
    AuditedActs acts() {
        return changes;
    }

    /** Erases a person from the journal. */
    public PersonErasure erasure() {
        return new PersonErasure(reading, changes, clock);
    }

    /**
     * Empties the journal's write-ahead log, so that erased content is not left in it.
     *
     * @return false if another process is reading the log, which the next purge then empties; and for a journal in PostgreSQL,
     *         whose administrators have to do that
     */
    public boolean emptyLog() {
        try {
            return inOneFile && new WalTruncation(reading.dataSource()).erase();
        } catch (SQLException e) {
            throw new JournalUnavailableException("%s: its log can't be emptied: %s".formatted(reading.place(),
                    FailureText.innermostLine(e)), e);
        }
    }

    /**
     * The instances that share this journal, by name; those that are gone for a day are not listed.
     *
     * @throws JournalUnavailableException if the journal is a file, which one process has open
     */
    public List<InstanceReport> instances() {
        if (inOneFile) {
            throw new JournalUnavailableException(
                    reading.place() + " is a file, which one process has open: " + SERAI + " status shows that process",
                    null);
        }
        return SharedInstances.of(reading);
    }

    /** Reports on destinations and sources; resume and drop of a destination. */
    public Destinations destinations() {
        return new Destinations(reading, changes, clock);
    }

    @Override
    public void close() {
        leave.run();
    }

    /** Closes the connections. If no other process has the journal open, SQLite moves its log into the database. */
    private static void leave(HikariDataSource dataSource, Path file) {
        try (Connection connection = dataSource.getConnection()) {
            Generation.leaveUnlessOpen(file, connection);
        } catch (SQLException | JournalUnavailableException e) {
            LOG.warn("{} can't record that its log was moved into it ({}); the next start may ask for the log.", file,
                    FailureText.innermostLine(e));
        }
        dataSource.close();
    }
}
