package serai.journal.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;
import serai.files.OwnersFile;
import serai.journal.JournalUnavailableException;
import serai.journal.sqlite.files.DataFolder;
import serai.journal.sqlite.files.FileWatch;
import serai.journal.sqlite.files.SqliteVersion;
import serai.journal.sqlite.query.SqlFailure;
import serai.journal.sqlite.write.JournalBounds;
import serai.model.FailureText;
import serai.threads.LivingThread;

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

/**
 * The embedded store: SQLite with a write-ahead log that is forced to the disk at every commit
 * (<a href="https://www.sqlite.org/pragma.html#pragma_synchronous">PRAGMA synchronous=FULL</a>).
 */
public final class SqliteStore {

    private static final int CONNECTIONS_MAX = 9; // the writer's, and eight for reading
    /**
     * Pages in the log before they are moved into the database, 32 MiB. A page of the identities is changed again and again
     * while events of its second come in: so it is moved once, not for each of their commits.
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
     * @param synchronous FULL but for tests: no setting may ever reach it
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
     * Opens the journal in a file, made and migrated as needed.
     *
     * @param file  {@code journal.db}; its folder exists and is held by a {@link DataFolder}
     * @throws JournalUnavailableException if it can't be opened, or was written by a newer version of Serai
     */
    public static SqliteJournal open(Path file, JournalBounds bounds, Clock clock) {
        return new SqliteStore(file, SynchronousMode.FULL, SqlFailure.BUSY_WAIT_MAX, Schema.CURRENT).open(bounds, clock);
    }

    SqliteJournal open(JournalBounds bounds, Clock clock) {
        return open(bounds, clock, LivingThread::tasks);
    }

    /** @param threads makes what runs tasks one after the other, under a name */
    SqliteJournal open(JournalBounds bounds, Clock clock, Function<String, ExecutorService> threads) {
        FoundJournal found = FoundJournal.at(file, place);
        Connection first = null;
        Anchor anchor = null;
        HikariDataSource pool = null;
        try {
            first = connect(found);
            FileWatch watch = new FileWatch(file);
            pool = pool(watch);
            schema.migrate(pool, place);
            anchor = new Anchor(file, first, take(first, found, clock));
            watch(watch, anchor, pool);
            return new SqliteJournal(pool, anchor, watch, place, bounds, clock, threads);
        } catch (SQLException | RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            if (anchor == null) {
                giveUp(first, found);
            } else {
                anchor.close();
            }
            throw e instanceof JournalUnavailableException unavailable ? unavailable : notOpened(e);
        }
    }

    /** An exception that nobody has foreseen may quote what stands in the journal, which is for no log. */
    private JournalUnavailableException notOpened(Exception e) {
        boolean foreseen = e instanceof SQLException || e instanceof FlywayException
                || e instanceof HikariPool.PoolInitializationException;
        return new JournalUnavailableException("%s can't be opened (%s); %s".formatted(place, foreseen ? FailureText.innermostLine(e)
                : "what stands in it can't be read, " + e.getClass().getSimpleName(), remedy(e)), foreseen ? e : null);
    }

    /** From now on the journal is this process's, and the folder knows of it. */
    private Generation take(Connection anchor, FoundJournal found, Clock clock) throws SQLException {
        long before = found.note() == null ? 0 : found.note().generation();
        Generation generation = Generation.take(file, anchor, Math.max(before, found.alone().generation()),
                found.restored() ? Generation.moment(clock) : null);
        // The folder may know no more than what stands in the database without its log.
        if (Anchor.moveLog(anchor) || found.note() == null) {
            try {
                new FolderNote(JournalProgress.of(anchor).journal(), generation.number())
                        .write(file, synchronous == SynchronousMode.FULL);
            } catch (IOException e) {
                leave(generation);
                throw new JournalUnavailableException("%s can't be opened: %s beside it can't be written (%s); make room, or let it be written"
                        .formatted(place, FolderNote.file(file).getFileName(), FailureText.innermostLine(e)), e);
            }
        }
        return generation;
    }

    /** The log goes with the last connection, so the journal has to say that it was left; where it can't, the next start is told. */
    private static void leave(Generation generation) {
        try {
            generation.leave();
        } catch (SQLException e) {
            LOG.debug("A journal that is given up can't be told so", e);
        } finally {
            generation.left();
        }
    }

    private void watch(FileWatch watch, Anchor anchor, DataSource pool) throws SQLException {
        anchor.watchedBy(watch);
        watch.eachSecond(() -> {
            try (Connection connection = pool.getConnection()) {
                return anchor.generation().isTakenOver(connection) ? Generation.TAKEN_OVER : null;
            }
        });
        Path lock = file.resolveSibling(DataFolder.LOCK);
        if (Files.exists(lock)) {
            watch.eachSecond(FileWatch.file(lock, () -> "%s was moved, deleted or replaced, so a second process may be let in; start Serai again"
                    .formatted(DataFolder.LOCK)));
        }
    }

    /** Connections to the file that is watched and to no other: one that is not there any more is not made again. */
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
        // What is deleted is overwritten, in pages that stay in use and in those that are freed.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        config.setGetGeneratedKeys(false); // otherwise the driver asks for them, by a statement of its own, after each INSERT
        return config;
    }

    private DataSource at(SQLiteDataSource dataSource) {
        dataSource.setUrl("jdbc:sqlite:" + file);
        return dataSource;
    }

    /**
     * A connection that is used for nothing, and open for as long as the journal. A commit whose force has failed stays in
     * the log until the next one overwrites it; whoever opens the journal anew, with nobody else in it, would take it for
     * good, though the disk may not have it and its append was refused. While the anchor is open nobody opens it anew.
     *
     * <p>After a crash somebody must. So what the log holds is first moved into the database and forced: what is shown from
     * now on, and may be acknowledged as a duplicate, is on the disk.
     */
    private Connection connect(FoundJournal found) throws SQLException {
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

    /** SQLite would make it as the umask has it, and gives its log and index the rights that the database has. */
    private void makeItsOwners() {
        try {
            if (Files.notExists(file)) {
                OwnersFile.create(file);
            }
        } catch (IOException e) {
            LOG.debug("{} can't be made; SQLite tells why", file, e);
        }
    }

    /** When it is closed, its log is moved into the database: the folder may know that. */
    private static void giveUp(Connection first, FoundJournal found) {
        try {
            if (first != null) {
                // As it stands by now: it may have been written before the start failed.
                FolderNote note = FolderNote.read(found.file()).orElse(null);
                if (note != null) {
                    Generation.countOn(first, note.generation());
                }
            }
            close(first);
        } catch (SQLException | JournalUnavailableException e) {
            LOG.debug("A journal that is given up keeps its log", e);
        }
    }

    private static void close(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("A connection that is given up does not close", e);
        }
    }

    /** A backup is the remedy for what is damaged only: it costs what was acknowledged since. */
    static String remedy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && SqlFailure.isFull(sql)) {
                return "make room on its disk, and start Serai again";
            }
            if (cause instanceof SQLException sql && SqlFailure.isBusy(sql)) {
                return "end whatever has it locked, and start Serai again";
            }
        }
        return "restore a backup (./serai restore FILE --replace), or set serai.data to another folder";
    }
}
