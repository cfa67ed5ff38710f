package serai.journal.sqlite;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.query.PinnedSettings;
import serai.journal.sql.write.CommitGuard;
import serai.journal.sql.write.Transaction;
import serai.journal.sqlite.files.DataFolder;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A number in the journal that grows with each start and each stop. The process that has opened the journal last has the
 * highest number; an earlier process sees this and stops writing. If the log is gone, the number also tells whether a stop has
 * removed it: a stop counts on and then moves the log into the database.
 */
public final class Generation implements CommitGuard {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Why the process that has opened the journal before stops. */
    static final String TAKEN_OVER = "another process has opened it since; end one of the two, and restart Serai";

    /** The absolute paths of the journals that this process has open. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path journal;
    private final Connection connection;
    private final long number;

    /**
     * After a restore it is unknown which records were given to routes since the backup: each delivery of a record that the
     * backup holds counts as a repeat.
     */
    static final String GIVEN_UNKNOWN = "UPDATE destination SET given_up_to = NULL, ahead = NULL";

    /** @param connection open for as long as the journal is; used to count the generation on */
    private Generation(Path journal, Connection connection, long number) {
        this.journal = journal.toAbsolutePath();
        this.connection = connection;
        this.number = number;
    }

    /**
     * Counts the generation on, so that this process owns the journal from now on.
     *
     * @param least   a lower bound of the number before
     * @param restored the time of a restore; null if there was none
     */
    static Generation take(Path journal, Connection connection, long least, @Nullable String restored) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                long number = Math.max(least, stored(statement)) + 1;
                set(statement, PinnedSettings.GENERATION, Long.toString(number));
                if (restored != null) {
                    set(statement, "restored", restored);
                    statement.executeUpdate(GIVEN_UNKNOWN);
                    PinnedSettings.remove(statement, PinnedSettings.BACKUP);
                }
                statement.execute("COMMIT");
                OPEN.add(journal.toAbsolutePath());
                return new Generation(journal, connection, number);
            } catch (SQLException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    private static void set(Statement statement, String name, String value) throws SQLException {
        statement.executeUpdate("""
                INSERT INTO fixed (name, value) VALUES ('%s', '%s') ON CONFLICT (name) DO UPDATE SET value = excluded.value"""
                .formatted(name, value));
    }

    /** The stored number; 0 if there is none yet. */
    private static long stored(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT value FROM fixed WHERE name = '%s'".formatted(PinnedSettings.GENERATION))) {
            return row.next() ? Long.parseLong(row.getString(1)) : 0;
        }
    }

    long number() {
        return number;
    }

    /** @throws SQLException if another process has opened the journal since */
    @Override
    public void require(Transaction transaction) throws SQLException {
        if (transaction.number("SELECT coalesce(max(cast(value AS INTEGER)), 0) FROM fixed WHERE name = '%s'"
                .formatted(PinnedSettings.GENERATION)) > number) {
            throw new SQLException(TAKEN_OVER);
        }
    }

    /** Whether another process has opened the journal since. Queries with the given connection. */
    boolean isTakenOver(Connection asking) throws SQLException {
        try (Statement statement = asking.createStatement()) {
            return stored(statement) > number;
        }
    }

    /** Counts on before the log is moved into the database: from then on the log may be missing. */
    void leave() throws SQLException {
        countOn(connection, number);
    }

    /** Notes that this process no longer has the journal open. */
    void left() {
        OPEN.remove(journal);
    }

    /**
     * Counts on as {@link #leave}, for a command that has opened a journal which no process runs, as after a crash: when the
     * last connection is closed, SQLite moves the log into the database. Changes nothing if a process runs the journal.
     */
    public static void leaveUnlessOpen(Path journal, Connection connection) throws SQLException {
        JournalReference note = JournalReference.read(journal).orElse(null);
        if (note != null && !OPEN.contains(journal.toAbsolutePath()) && DataFolder.isFree(JournalReference.folderOf(journal))) {
            countOn(connection, note.generation());
        }
    }

    /** Counts on if that number is still the last one. */
    static void countOn(Connection connection, long from) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE fixed SET value = '%s' WHERE name = '%s' AND value = '%s'".formatted(from + 1,
                    PinnedSettings.GENERATION, from));
        }
    }

    /** The time of a restore, in the form that destinations see. */
    static String moment(Clock clock) {
        return MOMENT.format(clock.instant());
    }
}
