package serai.journal.operations.move;

import org.jspecify.annotations.Nullable;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.move.MovedTable.Content;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.sql.query.MoveMark;
import serai.journal.sql.query.PinnedSettings;
import serai.model.FailureText;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

import static serai.installation.Installation.SERAI;

/**
 * Moves a journal from SQLite to PostgreSQL, or back, with all that it keeps. Both are compared at the end, row by row. At each
 * moment Serai refuses to run with one of the two, and with both while the move is under way. A move that was interrupted
 * continues where it stopped when it is called again.
 */
public final class JournalMove {

    /**
     * In the order in which they are copied: {@code purged} before the batches, or purged numbers would count as missing;
     * {@code source} last, since triggers change its sums while other tables are copied. {@code fixed} is copied separately, since
     * some of its rows stay behind.
     */
    static final List<MovedTable> TABLES = List.of(MovedTable.of("kind", "nr"), MovedTable.of("purged", "last_seq"),
            MovedTable.of("record_batch", "base_seq"),
            MovedTable.of("position", "name"), MovedTable.of("identity", "occurred_at id"),
            MovedTable.of("completion", "course completed_at"), MovedTable.of("learner_run", "first_seq"),
            MovedTable.of("destination", "name"), MovedTable.of("aside", "destination seq"), MovedTable.of("failed_attempt", "nr"),
            MovedTable.of("remembered", "destination name"), MovedTable.of("left_out", "destination block"),
            MovedTable.of("differing", "nr"), MovedTable.of("rejected", "nr"), MovedTable.of("unkept", "source type"),
            MovedTable.of("audit", "nr"), MovedTable.of("sample", "at name"), MovedTable.of("alert", "name"),
            MovedTable.of("marker", "at name what"), MovedTable.of("person_link", "nr"), MovedTable.of("forgotten", "hash"),
            MovedTable.of("source", "name"));
    /** The table {@code fixed}, without the values that belong to one store. */
    private static final MovedTable FIXED = new MovedTable("fixed", List.of("name"),
            "name NOT IN ('%s', '%s', '%s', '%s', '%s')".formatted(PinnedSettings.GENERATION, PinnedSettings.BACKUP,
                    PinnedSettings.NEEDED_SCHEMA, MoveMark.MOVED, MoveMark.MOVING));
    /** Tables that have no rows in a journal that was just made. */
    private static final List<String> KEPT = List.of("record_batch", "identity", "destination", "differing", "rejected", "source");

    private final MovedStore from;
    private final MovedStore to;
    private final Consumer<String> progress;

    private JournalMove(MovedStore from, MovedStore to, Consumer<String> progress) {
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    /**
     * A move from a file.
     *
     * @param journal  {@code journal.db}; the caller has locked its folder
     * @param progress gets a line for each step that is done
     */
    public static JournalMove toPostgresql(Path journal, PostgresqlAddress address, Clock clock, Consumer<String> progress) {
        return new JournalMove(new MovedFileStore(journal, clock), new MovedDatabaseStore(address), progress);
    }

    /** A move to a file, as {@link #toPostgresql}. */
    public static JournalMove toSqlite(PostgresqlAddress address, Path journal, Clock clock, Consumer<String> progress) {
        return new JournalMove(new MovedDatabaseStore(address), new MovedFileStore(journal, clock), progress);
    }

    /**
     * Moves everything. When this returns, all of it is on the other side's disk, and the first side is refused from then on.
     *
     * @throws JournalUnavailableException if Serai runs with one of the two, if the target has records of its own, if the sides
     *                                     differ in the end, or if one of the two can't be read or written; the message is one
     *                                     line
     * @throws IOException                 if a file can't be put in its place
     */
    public void run() throws IOException {
        try (from; to) {
            from.openSource();
            to.openTarget();
            move();
        } catch (SQLException e) {
            throw new JournalUnavailableException(
                    ("the move from %s to %s was interrupted (%s); correct the cause and run the command again; it continues "
                            + "where it stopped")
                            .formatted(from.place(), to.place(), FailureText.firstLine(cause(e))),
                    e);
        }
    }

    /**
     * The message of a failed JDBC batch quotes its statement with the values that were to be stored; the message of its cause
     * does not.
     */
    private static SQLException cause(SQLException failure) {
        SQLException next = failure.getNextException();
        return failure instanceof BatchUpdateException && next != null ? next : failure;
    }

    private void move() throws SQLException, IOException {
        String journal = Objects.requireNonNull(value(from, PinnedSettings.JOURNAL), "each journal has a name");
        String movedTo = value(from, MoveMark.MOVED);
        if (movedTo != null && !movedTo.equals(to.place())) {
            throw new JournalUnavailableException("%s was moved to %s, and not to %s".formatted(from.place(), movedTo, to.place()),
                    null);
        }
        if (value(from, MoveMark.MOVING) != null) {
            throw new JournalUnavailableException(from.place() + " is not complete yet: finish the move to it first", null);
        }
        String coming = value(to, MoveMark.MOVING);
        if (coming == null && movedTo != null && journal.equals(value(to, PinnedSettings.JOURNAL))) {
            progress.accept("everything was moved to " + to.place() + " before");
            return;
        }
        begin(journal, coming);
        for (MovedTable table : TABLES) {
            table.copy(from, to, rows -> progress.accept("%s: %s more rows".formatted(table.name(), rows)));
        }
        copyFixed();
        to.setSequences(from.sequences());
        progress.accept("copied");
        compare();
        to.putInPlace();
        progress.accept("in place");
        mark(to, MoveMark.MOVING, null);
        progress.accept("moved from %s to %s".formatted(from.place(), to.place()));
    }

    /** Marks both, the target first. From then on Serai runs with neither. */
    private void begin(String journal, @Nullable String coming) throws SQLException {
        if (coming != null && !coming.equals(journal)) {
            throw new JournalUnavailableException("%s holds an unfinished move of another journal: drop its tables, or name another"
                    .formatted(to.place()), null);
        }
        if (coming == null) {
            to.takeTurn(); // no record comes between the look and the mark
            for (String table : KEPT) {
                try (Statement statement = to.connection().createStatement();
                        ResultSet row = statement.executeQuery("SELECT 1 FROM %s LIMIT 1".formatted(table))) {
                    if (row.next()) {
                        throw new JournalUnavailableException("%s has records of its own: name a place without any"
                                .formatted(to.place()), null);
                    }
                }
            }
            mark(to, MoveMark.MOVING, journal);
        }
        progress.accept("begun");
        mark(from, MoveMark.MOVED, to.place());
        progress.accept("marked " + from.place());
    }

    /**
     * Copies {@code fixed} in one transaction. So the target is never without a name and a key: as each new journal it has its
     * own, until it has those of the source.
     */
    private void copyFixed() throws SQLException {
        try (Statement select = from.connection().createStatement();
                ResultSet row = select.executeQuery("SELECT name, value FROM fixed WHERE " + FIXED.where());
                Statement delete = to.connection().createStatement();
                PreparedStatement insert = to.connection().prepareStatement("INSERT INTO fixed (name, value) VALUES (?, ?)")) {
            delete.executeUpdate("DELETE FROM fixed WHERE " + FIXED.where());
            while (row.next()) {
                insert.setString(1, row.getString(1));
                insert.setString(2, row.getString(2));
                insert.executeUpdate();
            }
        }
        to.connection().commit();
        from.connection().rollback();
        progress.accept("fixed: copied");
    }

    private void compare() throws SQLException {
        for (MovedTable table : TABLES) {
            compare(table);
        }
        compare(FIXED);
    }

    private void compare(MovedTable table) throws SQLException {
        Content here = table.content(from, to);
        Content there = table.content(to, from);
        if (!here.equals(there)) {
            throw new JournalUnavailableException(
                    ("the table %s has %s rows in %s and %s in %s, or their content differs: it is damaged "
                            + "(" + SERAI + " journal verify), or was changed meanwhile; neither is used until that is corrected")
                            .formatted(table.name(), here.rows(), from.place(), there.rows(), to.place()),
                    null);
        }
        progress.accept("%s: %s here, %s there, the same".formatted(table.name(), String.format(Locale.ROOT, "%,d", here.rows()),
                String.format(Locale.ROOT, "%,d", there.rows())));
    }

    private static @Nullable String value(MovedStore side, String name) throws SQLException {
        Connection connection = side.connection();
        try (PreparedStatement select = connection.prepareStatement(PinnedSettings.VALUE)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        } finally {
            connection.rollback();
        }
    }

    /** @param value null to remove the mark */
    private static void mark(MovedStore side, String name, @Nullable String value) throws SQLException {
        Connection connection = side.connection();
        side.takeTurn();
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM fixed WHERE name = ?");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO fixed (name, value) VALUES (?, ?)")) {
            delete.setString(1, name);
            delete.executeUpdate();
            if (value != null) {
                insert.setString(1, name);
                insert.setString(2, value);
                insert.executeUpdate();
            }
        }
        connection.commit();
    }
}
