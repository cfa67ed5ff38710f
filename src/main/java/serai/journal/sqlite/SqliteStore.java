package serai.journal.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;
import serai.files.OwnersFile;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.query.SqlFailure;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.files.DataFolder;
import serai.journal.sqlite.files.FileWatch;
import serai.journal.sqlite.files.SqliteVersion;
import serai.model.FailureText;
import serai.threads.SupervisedThread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

import javax.sql.DataSource;

import static serai.installation.Installation.SERAI;

/**
 * The embedded store: SQLite with a write-ahead log that is forced to the disk at every commit
 * (<a href="https://www.sqlite.org/pragma.html#pragma_synchronous">PRAGMA synchronous=FULL</a>).
 */
public final class SqliteStore {

    private static final int CONNECTIONS_MAX = 9; // one for the writer, and eight for readers
    /**
     * Number of pages in the log at which SQLite moves them into the database, 32 MiB. Commits change a page of the identities
     * again and again while events of its second come in. With a long log the page is moved once, and not once for each commit.
     */
    private static final int LOG_PAGES = 8_192;
    private static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);

    private final Path file;
    private final String place;
    private final SynchronousMode synchronous;
    private final Duration busyWaitMax;
    private final Schema schema;

    /**
     * @param synchronous FULL except in tests; no setting may change it
     * @param busyWaitMax how long to wait for another process's transaction
     */
    public SqliteStore(Path file, SynchronousMode synchronous, Duration busyWaitMax, Schema schema) {
        this.file = file;
        this.place = "the journal " + file;
        this.synchronous = synchronous;
        this.busyWaitMax = busyWaitMax;
        this.schema = schema;
    }

    /**
     * Opens the journal in a file, and creates or migrates it if needed.
     *
     * @param file  {@code journal.db}; its folder exists, and the caller holds it by a {@link DataFolder}
     * @throws JournalUnavailableException if the journal can't be opened, was moved away, or was written by a newer version of
     *                                     Serai
     */
    public static SqliteJournal open(Path file, JournalBounds bounds, Clock clock) {
        return new SqliteStore(file, SynchronousMode.FULL, SqlFailure.BUSY_WAIT_MAX, Schema.CURRENT).open(bounds, clock).notMoved();
    }

    SqliteJournal open(JournalBounds bounds, Clock clock) {
        return open(bounds, clock, SupervisedThread::tasks);
    }

    /** @param threads makes an executor that runs tasks one after the other, by its thread's name */
    SqliteJournal open(JournalBounds bounds, Clock clock, Function<String, ExecutorService> threads) {
        JournalCheck found = JournalCheck.at(file, place);
        Connection first = null;
        CheckpointConnection checkpoint = null;
        HikariDataSource pool = null;
        try {
            first = connect(found);
            FileWatch watch = new FileWatch(file);
            pool = pool(watch);
            schema.migrate(pool, place);
            checkpoint = new CheckpointConnection(file, first, take(first, found, clock));
            watch(watch, checkpoint, pool);
            return new SqliteJournal(pool, checkpoint, watch, place, bounds, clock, threads);
        } catch (SQLException | RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            if (checkpoint == null) {
                giveUp(first, found);
            } else {
                checkpoint.close();
            }
            throw e instanceof JournalUnavailableException unavailable ? unavailable : notOpened(e);
        }
    }

    /**
     * The failure to report. An unforeseen exception may quote the journal's content, which must not be logged, so only its
     * class is named.
     */
    private JournalUnavailableException notOpened(Exception e) {
        boolean foreseen = e instanceof SQLException || e instanceof FlywayException
                || e instanceof HikariPool.PoolInitializationException;
        return new JournalUnavailableException(
                "%s can't be opened (%s); %s".formatted(place, foreseen ? FailureText.innermostLine(e)
                        : "its content can't be read, " + e.getClass().getSimpleName(), remedy(e)),
                foreseen ? e : null);
    }

    /** Makes this process the journal's owner, and writes the folder's note. */
    private Generation take(Connection first, JournalCheck found, Clock clock) throws SQLException {
        long before = found.note() == null ? 0 : found.note().generation();
        Generation generation = Generation.take(file, first, Math.max(before, found.alone().generation()),
                found.restored() ? Generation.moment(clock) : null);
        // The note must not be ahead of the database without its log.
        if (CheckpointConnection.moveLog(first) || found.note() == null) {
            try {
                new JournalReference(JournalProgress.of(first).journal(), generation.number())
                        .write(file, synchronous == SynchronousMode.FULL);
            } catch (IOException e) {
                leave(generation);
                throw new JournalUnavailableException(
                        "%s can't be opened: %s beside it can't be written (%s); make room, or allow writing"
                                .formatted(place, JournalReference.file(file).getFileName(), FailureText.innermostLine(e)),
                        e);
            }
        }
        return generation;
    }

    /**
     * Notes in the journal that it was left, because closing the last connection removes the log. If that fails, the next start
     * reports a lost log.
     */
    private static void leave(Generation generation) {
        try {
            generation.leave();
        } catch (SQLException e) {
            LOG.debug("An abandoned journal can't record that it is closed", e);
        } finally {
            generation.left();
        }
    }

    private void watch(FileWatch watch, CheckpointConnection checkpoint, DataSource pool) throws SQLException {
        checkpoint.watchedBy(watch);
        watch.eachSecond(() -> {
            try (Connection connection = pool.getConnection()) {
                return checkpoint.generation().isTakenOver(connection) ? Generation.TAKEN_OVER : null;
            }
        });
        Path lock = file.resolveSibling(DataFolder.LOCK);
        if (Files.exists(lock)) {
            watch.eachSecond(FileWatch.file(lock,
                    () -> "%s was moved, deleted or replaced, so a second process may get in; restart Serai"
                            .formatted(DataFolder.LOCK)));
        }
    }

    /** Connections to the watched file and to no other: a file that is missing by now is not created again. */
    public HikariDataSource pool(FileWatch watch) {
        SQLiteConfig existing = config();
        existing.resetOpenMode(SQLiteOpenMode.CREATE);
        HikariConfig config = new HikariConfig();
        config.setPoolName("journal");
        config.setDataSource(at(new SQLiteDataSource(existing) {
            @Override
            public SQLiteConnection getConnection(String username, String password) throws SQLException {
                watch.require();
                return super.getConnection(username, password);
            }
        }));
        config.setConnectionInitSql("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_WAIT_MAX.toMillis());
        return new HikariDataSource(config) {
            @Override
            public Connection getConnection() throws SQLException {
                watch.require();
                return super.getConnection();
            }
        };
    }

    private SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(synchronous);
        config.setBusyTimeout((int) busyWaitMax.toMillis());
        // SQLite overwrites deleted content, in pages that stay in use and in pages that are freed.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        config.setGetGeneratedKeys(false); // otherwise the driver runs a query for them after each INSERT
        return config;
    }

    private DataSource at(SQLiteDataSource dataSource) {
        dataSource.setUrl("jdbc:sqlite:" + file);
        return dataSource;
    }

    /**
     * Opens a connection that stays open for as long as the journal and is used for nothing else. A commit whose
     * force to the disk has failed stays in the log until the next commit overwrites it. A process that opened the journal as
     * the only one would accept that commit, although the disk may not have it and its append was refused. While this one is
     * open, no process is the only one.
     *
     * <p>After a crash this process is the only one. So it first moves the log into the database and forces it: every record
     * that it sees from now on, and may acknowledge as a duplicate, is on the disk.
     */
    private Connection connect(JournalCheck found) throws SQLException {
        makeItsOwners();
        Connection connection = at(new SQLiteDataSource(config())).getConnection();
        try (Statement statement = connection.createStatement()) {
            SqliteVersion.require(connection, place);
            found.requireWithLog(connection);
            statement.execute("PRAGMA wal_checkpoint(FULL)");
        } catch (SQLException e) {
            close(connection);
            throw e;
        }
        return connection;
    }

    /**
     * Creates the file so that only its owner may read it: SQLite would apply the umask, and gives its log and index the rights
     * of the database.
     */
    private void makeItsOwners() {
        try {
            if (Files.notExists(file)) {
                OwnersFile.create(file);
            }
        } catch (IOException e) {
            LOG.debug("{} can't be created; SQLite reports why", file, e);
        }
    }

    /**
     * Closes the connection after a failed start. SQLite then moves the log into the database, so the generation is counted on
     * before.
     */
    private static void giveUp(@Nullable Connection first, JournalCheck found) {
        try {
            if (first != null) {
                // Read the note again, since it may have been written before the start failed.
                JournalReference note = JournalReference.read(found.file()).orElse(null);
                if (note != null) {
                    Generation.countOn(first, note.generation());
                }
            }
            close(first);
        } catch (SQLException | JournalUnavailableException e) {
            LOG.debug("An abandoned journal keeps its log", e);
        }
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("An abandoned connection does not close", e);
        }
    }

    /** What an operator can do. A backup is the remedy for damage only, because a restore loses the events acknowledged since. */
    static String remedy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && SqlFailure.isFull(sql)) {
                return "make room on its disk, and restart Serai";
            }
            if (cause instanceof SQLException sql && SqlFailure.isBusy(sql)) {
                return "end the process that has it locked, and restart Serai";
            }
        }
        return "restore a backup (" + SERAI + " restore FILE --replace), or set serai.data to another folder";
    }
}
