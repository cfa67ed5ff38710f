package serai.journal.sqlite;

import serai.journal.sqlite.files.DataFolder;
import serai.journal.sqlite.query.PinnedSettings;
import serai.journal.sqlite.write.CommitGuard;
import serai.journal.sqlite.write.Transaction;

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
 * A number in the journal that grows with each start and each stop. Whoever has opened the journal last has the highest: by
 * that one that was opened before notices it, and stops. And where the log is gone, it tells whether that was done by a stop,
 * which moves the log into the database first and counts on.
 */
public final class Generation implements CommitGuard {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Why the one that was opened before stops. */
    static final String TAKEN_OVER = "another process has opened it since; end that one or this one, and start Serai again";

    /** Journals that this process has open, by their absolute paths. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path journal;
    private final Connection connection;
    private final long number;

    /** After a restore nobody knows what of the records was given to routes since the backup: each may come again. */
    static final String GIVEN_UNKNOWN = "UPDATE destination SET given_up_to = NULL, ahead = NULL";

    /** @param connection open for as long as the journal; the generation is counted on by it */
    private Generation(Path journal, Connection connection, long number) {
        this.journal = journal.toAbsolutePath();
        this.connection = connection;
        this.number = number;
    }

    /**
     * Counts on, so that the journal is this process's from now on.
     *
     * @param least   a lower bound of the number before
     * @param restored the moment of a restore; null where there was none
     */
    static Generation take(Path journal, Connection connection, long least, String restored) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                long number = Math.max(least, stored(statement)) + 1;
                set(statement, PinnedSettings.GENERATION, Long.toString(number));
                if (restored != null) {
                    set(statement, "restored", restored);
                    statement.executeUpdate(GIVEN_UNKNOWN);
                    statement.executeUpdate("DELETE FROM fixed WHERE name = '%s'".formatted(PinnedSettings.BACKUP));
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

    /** 0 where none was ever counted. */
    private static long stored(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT value FROM fixed WHERE name = '%s'".formatted(PinnedSettings.GENERATION))) {
            return row.next() ? Long.parseLong(row.getString(1)) : 0;
        }
    }

    long number() {
        return number;
    }

    /** @throws SQLException if another process has opened the journal since */
    @Override
    public void require(Transaction transaction) throws SQLException {
        if (transaction.number("SELECT coalesce(max(cast(value AS INTEGER)), 0) FROM fixed WHERE name = '%s'".formatted(PinnedSettings.GENERATION)) > number) {
            throw new SQLException(TAKEN_OVER);
        }
    }

    /** Whether another process has opened the journal since. Asks over the connection given. */
    boolean isTakenOver(Connection asking) throws SQLException {
        try (Statement statement = asking.createStatement()) {
            return stored(statement) > number;
        }
    }

    /** Counts on before the log is moved into the database: from then on it may be gone. */
    void leave() throws SQLException {
        countOn(connection, number);
    }

    /** The journal is no longer this process's. */
    void left() {
        OPEN.remove(journal);
    }

    /**
     * The same for whoever has opened a journal that nobody has, after a crash: where its connection is the last, the log is
     * moved into the database when it is closed. Changes nothing where somebody has it.
     */
    public static void leaveUnlessOpen(Path journal, Connection connection) throws SQLException {
        FolderNote note = FolderNote.read(journal).orElse(null);
        if (note != null && !OPEN.contains(journal.toAbsolutePath()) && DataFolder.isFree(journal.toAbsolutePath().getParent())) {
            countOn(connection, note.generation());
        }
    }

    /** Counts on where that number is still the last. */
    static void countOn(Connection connection, long from) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE fixed SET value = '%s' WHERE name = '%s' AND value = '%s'".formatted(from + 1, PinnedSettings.GENERATION, from));
        }
    }

    /** When a journal was restored, as destinations are told it. */
    static String moment(Clock clock) {
        return MOMENT.format(clock.instant());
    }
}
