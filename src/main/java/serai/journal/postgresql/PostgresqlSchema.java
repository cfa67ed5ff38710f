package serai.journal.postgresql;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.PinnedSettings;

import java.util.Arrays;
import java.util.Comparator;

import javax.sql.DataSource;

import static serai.installation.Installation.SERAI;

/**
 * The journal's tables in PostgreSQL, which Flyway creates and migrates; of several instances one does, and the others wait.
 *
 * <p>Migrations only add, so that an instance of the version before goes on, and may be started, beside one that has migrated. A
 * migration with which older versions can't work says so: it sets what {@code fixed} has as {@value #NEEDED} to its own version.
 */
final class PostgresqlSchema {

    /** The lowest version of the schema that an instance has to know. */
    static final String NEEDED = PinnedSettings.NEEDED_SCHEMA;

    private PostgresqlSchema() {
    }

    /** @throws JournalUnavailableException if a newer version of Serai has made them, with which this one can't work */
    static void migrate(DataSource dataSource, String place) {
        Flyway flyway = flyway(dataSource);
        refuseNewer(flyway, dataSource, place);
        flyway.migrate();
    }

    /**
     * @throws JournalUnavailableException if there are none, if an older version of Serai has made them, or a newer one with
     *                                     which this one can't work
     */
    static void require(DataSource dataSource, String place) {
        Flyway flyway = flyway(dataSource);
        refuseNewer(flyway, dataSource, place);
        if (flyway.info().current() == null) {
            throw new JournalUnavailableException(place + " does not exist yet; " + SERAI + " run creates it", null);
        }
        if (flyway.info().pending().length > 0) {
            throw new JournalUnavailableException(
                    place + " was written by an older version of Serai; run " + SERAI + " run first, which updates it", null);
        }
    }

    private static void refuseNewer(Flyway flyway, DataSource dataSource, String place) {
        if (Arrays.stream(flyway.info().applied()).noneMatch(one -> one.getState() == MigrationState.FUTURE_SUCCESS)) {
            return;
        }
        MigrationVersion known = Arrays.stream(flyway.info().all())
                .filter(one -> one.getState() != MigrationState.FUTURE_SUCCESS && one.getVersion() != null)
                .map(MigrationInfo::getVersion).max(Comparator.naturalOrder()).orElse(MigrationVersion.EMPTY);
        MigrationVersion needed =
                PinnedSettings.value(new JournalQuery(dataSource, place), NEEDED).map(MigrationVersion::fromVersion)
                        .orElse(MigrationVersion.EMPTY);
        if (needed.compareTo(known) > 0) {
            throw new JournalUnavailableException(
                    "%s was written by a newer version of Serai, with which this one can't work; run that version".formatted(place),
                    null);
        }
    }

    private static Flyway flyway(DataSource dataSource) {
        return Flyway.configure(PostgresqlSchema.class.getClassLoader()).dataSource(dataSource)
                .locations("classpath:serai/journal/postgresql").load();
    }
}
