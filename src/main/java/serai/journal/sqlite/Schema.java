package serai.journal.sqlite;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import serai.journal.JournalUnavailableException;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/**
 * The journal's tables, made and changed by Flyway. It needs half a second before it can tell that there is nothing to do,
 * so it is asked only where the last migration that a database has been through is not the last one that there is.
 *
 * @param newest    the last migration: its version and its checksum as Flyway notes them
 * @param locations where the migrations are
 */
public record Schema(String newest, List<String> locations) {

    /** What this version of Serai works with. */
    public static final Schema CURRENT = new Schema("6 465818853", List.of("classpath:serai/journal/sqlite"));

    /**
     * Makes the tables, or changes them into what they are now.
     *
     * @throws JournalUnavailableException if a newer version of Serai has made them
     */
    void migrate(DataSource dataSource, String place) {
        if (!isCurrent(dataSource)) {
            Flyway flyway = flyway(dataSource);
            refuseNewer(flyway, place + " was written by a newer version of Serai; run that one, or restore an older backup");
            flyway.migrate();
        }
    }

    /** @throws JournalUnavailableException if another version of Serai has made the tables */
    public void require(DataSource dataSource, String place) {
        if (!isCurrent(dataSource)) {
            Flyway flyway = flyway(dataSource);
            refuseNewer(flyway, place + " was written by a newer version of Serai; use that one");
            if (flyway.info().pending().length > 0) {
                throw new JournalUnavailableException(
                        place + " was written by an older version of Serai; ./serai run brings it up to date first", null);
            }
        }
    }

    private static void refuseNewer(Flyway flyway, String message) {
        if (Arrays.stream(flyway.info().applied()).anyMatch(one -> one.getState() == MigrationState.FUTURE_SUCCESS)) {
            throw new JournalUnavailableException(message, null);
        }
    }

    private boolean isCurrent(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery("""
                     SELECT CASE WHEN success THEN version || ' ' || checksum END FROM flyway_schema_history
                     ORDER BY installed_rank DESC LIMIT 1""")) {
            return row.next() && newest.equals(row.getString(1));
        } catch (SQLException e) {
            return false; // no journal yet, or something else: Flyway tells
        }
    }

    /** Knows the migrations that there are, and those that a database has been through. */
    Flyway flyway(DataSource dataSource) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations(locations.toArray(String[]::new))
                .load();
    }
}
