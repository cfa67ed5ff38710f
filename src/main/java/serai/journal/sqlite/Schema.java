package serai.journal.sqlite;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalUnavailableException;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

import javax.sql.DataSource;

import static serai.installation.Installation.SERAI;

/**
 * The journal's tables, which Flyway creates and migrates. Flyway takes half a second to find out that there is nothing to do,
 * so it runs only if the database's last migration is not the newest one.
 *
 * @param newest    version and checksum of the newest migration, as Flyway notes them
 * @param locations where the migrations are
 */
public record Schema(String newest, List<String> locations) {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    /** The tables of this version of Serai. */
    public static final Schema CURRENT = new Schema("10 -28587625", List.of("classpath:serai/journal/sqlite"));

    /**
     * Creates the tables, or migrates them to this version.
     *
     * @throws JournalUnavailableException if a newer version of Serai has made them
     */
    void migrate(DataSource dataSource, String place) {
        if (!isCurrent(dataSource)) {
            refuseOlder(dataSource, place);
            Flyway flyway = flyway(dataSource);
            if (!isNew(dataSource)) {
                refuseNewer(flyway, place
                        + " was written by a newer version of Serai; run that version, or restore an older backup");
            }
            flyway.migrate();
        }
    }

    /** @throws JournalUnavailableException if another version of Serai has made the tables */
    public void require(DataSource dataSource, String place) {
        if (!isCurrent(dataSource)) {
            refuseOlder(dataSource, place);
            Flyway flyway = flyway(dataSource);
            refuseNewer(flyway, place + " was written by a newer version of Serai; use that version");
            if (flyway.info().pending().length > 0) {
                throw new JournalUnavailableException(
                        place + " was written by an older version of Serai; run " + SERAI + " run first, which updates it", null);
            }
        }
    }

    private static void refuseNewer(Flyway flyway, String message) {
        if (Arrays.stream(flyway.info().applied()).anyMatch(one -> one.getState() == MigrationState.FUTURE_SUCCESS)) {
            throw new JournalUnavailableException(message, null);
        }
    }

    /**
     * Refuses a journal that has a row for each record, as versions before record batches had it.
     *
     * @throws JournalUnavailableException with what to do, in one line
     */
    static void refuseOlder(Connection connection, String place) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'record'")) {
            if (row.next()) {
                throw new JournalUnavailableException(place
                        + " was written by an older version of Serai, with a row for each record, "
                        + "which this version can't read: have that version deliver what is pending, then set serai.data to "
                        + "another folder", null);
            }
        }
    }

    private static void refuseOlder(DataSource dataSource, String place) {
        try (Connection connection = dataSource.getConnection()) {
            refuseOlder(connection, place);
        } catch (SQLException e) {
            LOG.debug("{} can't be asked for its tables; Flyway reports why", place, e);
        }
    }

    /** Whether it holds nothing yet, so that there is no history for Flyway to read. */
    private static boolean isNew(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_master")) {
            return row.next() && row.getLong(1) == 0;
        } catch (SQLException e) {
            return false; // Flyway reports why
        }
    }

    private boolean isCurrent(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                     SELECT CASE WHEN success THEN version || ' ' || checksum END FROM flyway_schema_history
                     ORDER BY installed_rank DESC LIMIT 1""")) {
            return row.next() && newest.equals(row.getString(1));
        } catch (SQLException e) {
            return false; // no journal yet, or another problem, which Flyway reports
        }
    }

    /** Flyway with the known migrations and those that the database has had. */
    Flyway flyway(DataSource dataSource) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations(locations.toArray(String[]::new))
                .load();
    }
}
