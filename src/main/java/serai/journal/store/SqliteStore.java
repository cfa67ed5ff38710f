package serai.journal.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import serai.journal.JournalUnavailableException;

import javax.sql.DataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

/**
 * The embedded store: SQLite with a write-ahead log that is forced to the disk at every commit
 * (<a href="https://www.sqlite.org/pragma.html#pragma_synchronous">PRAGMA synchronous=FULL</a>).
 */
public final class SqliteStore {

    private static final int CONNECTIONS_MAX = 9; // the writer's, and eight for reading
    private static final Duration BUSY_WAIT_MAX = Duration.ofSeconds(10);
    private static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(10);

    /** Where the migrations are. */
    static final String SCHEMA = "classpath:serai/journal/sqlite";

    private final Path file;
    private final String place;
    private final SynchronousMode synchronous;
    private final String[] migrations;

    /**
     * @param synchronous FULL but for tests: no setting may ever reach it
     * @param migrations  where they are
     */
    SqliteStore(Path file, SynchronousMode synchronous, String... migrations) {
        this.file = file;
        this.place = "the journal " + file;
        this.synchronous = synchronous;
        this.migrations = migrations;
    }

    /**
     * Opens the journal in a file, made and migrated as needed.
     *
     * @param file  {@code journal.db}; its folder exists and is held by a {@link DataFolder}
     * @throws JournalUnavailableException if it can't be opened, or was written by a newer version of Serai
     */
    public static SqlJournal open(Path file, JournalBounds bounds, Clock clock) {
        return new SqliteStore(file, SynchronousMode.FULL, SCHEMA).open(bounds, clock);
    }

    SqlJournal open(JournalBounds bounds, Clock clock) {
        HikariDataSource pool = null;
        try {
            pool = pool();
            checkpoint(pool);
            migrate(pool);
            return new SqlJournal(pool, place, bounds, clock);
        } catch (FlywayException | HikariPool.PoolInitializationException | JournalUnavailableException e) {
            if (pool != null) {
                pool.close();
            }
            throw e instanceof JournalUnavailableException unavailable ? unavailable
                    : new JournalUnavailableException(("%s can't be opened (%s); put a backup of it in its place, or set "
                    + "serai.data to another folder").formatted(place, reason(e)), e);
        }
    }

    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("journal");
        config.setDataSource(sqlite());
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_WAIT_MAX.toMillis());
        return new HikariDataSource(config);
    }

    private DataSource sqlite() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(synchronous);
        config.setBusyTimeout((int) BUSY_WAIT_MAX.toMillis());
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl("jdbc:sqlite:" + file);
        return dataSource;
    }

    /**
     * Moves what the log holds into the database and forces that to the disk. After a force has failed the log may hold
     * commits that the disk never got and the operating system shows all the same; were one of them found again after a
     * restart, the retry of its append would be acknowledged as a duplicate.
     */
    private void checkpoint(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(FULL)");
        } catch (SQLException e) {
            throw new JournalUnavailableException("%s can't be opened: %s.".formatted(place, SqlFailure.inOneLine(e)), e);
        }
    }

    private void migrate(DataSource dataSource) {
        Flyway flyway = flyway(dataSource);
        if (Arrays.stream(flyway.info().applied()).anyMatch(applied -> applied.getState() == MigrationState.FUTURE_SUCCESS)) {
            throw new JournalUnavailableException(
                    "%s was written by a newer version of Serai; run that one, or restore an older backup".formatted(place), null);
        }
        flyway.migrate();
    }

    /** Knows the migrations that there are, and those that a database has been through. */
    Flyway flyway(DataSource dataSource) {
        return Flyway.configure(SqliteStore.class.getClassLoader())
                .dataSource(dataSource)
                .locations(migrations)
                .load();
    }

    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
