package serai.journal.postgresql;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.PinnedSettings;
import serai.journal.sql.query.SqlFailure;
import serai.model.FailureText;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import static serai.installation.Installation.SERAI;

/**
 * The journal's tables in PostgreSQL, which Flyway creates and migrates. One of several instances does so, and the others wait.
 *
 * <p>Migrations only add, so that an instance of the version before goes on, and may be started, beside one that has migrated. A
 * migration with which older versions can't work says so: it sets what {@code fixed} has as {@value #NEEDED} to its own version.
 */
final class PostgresqlSchema {

    /** The lowest version of the schema that an instance has to know. */
    static final String NEEDED = PinnedSettings.NEEDED_SCHEMA;

    /** How long a migration tries to get the locks that it needs, such as from a backup; shorter than systemd waits for a start. */
    private static final Duration LOCKED_MAX = Duration.ofMinutes(4);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(3);
    /** How often, once a second, to look whether another instance has ended its migration. */
    private static final int LOOKS_MAX = 600;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresqlSchema.class);

    private PostgresqlSchema() {
    }

    /** @throws JournalUnavailableException if a newer version of Serai has made them, with which this one can't work */
    static void migrate(JournalConnections connections, String place) throws SQLException {
        DataSource each = new DirectConnections(connections::open);
        refuseNewer(flyway(each), each, place);
        long begin = System.nanoTime();
        while (!migrated(connections, place, System.nanoTime() - begin < LOCKED_MAX.toNanos())) {
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
    }

    /**
     * Flyway has one connection, for the lock that keeps other instances away, for a migration, and for the note that it was made.
     * So these end in one commit, and the server finds no transaction that does nothing while a migration takes its time.
     *
     * @param again whether to return false if a lock could not be had; otherwise that is a failure
     */
    private static boolean migrated(JournalConnections connections, String place, boolean again) throws SQLException {
        try (Connection one = connections.openToMigrate()) {
            flyway(new DirectConnections(() -> JournalConnections.keptOpen(one))).migrate();
            return true;
        } catch (FlywayException e) {
            if (again && FailureText.innermost(e) instanceof SQLException failure && SqlFailure.isBusy(failure)) {
                LOG.warn("{} can't be migrated while others use its tables, such as a backup ({}); Serai tries again.", place,
                        FailureText.firstLine(failure));
                return false;
            }
            throw e;
        }
    }

    /**
     * @throws JournalUnavailableException if there are none, if an older version of Serai has made them, or a newer one with
     *                                     which this one can't work
     */
    static void require(JournalConnections connections, String place) {
        DataSource each = new DirectConnections(connections::open);
        Flyway flyway = flyway(each);
        refuseNewer(flyway, each, place);
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
        return Flyway.configure(PostgresqlSchema.class.getClassLoader()).dataSource(dataSource).lockRetryCount(LOOKS_MAX)
                .locations("classpath:serai/journal/postgresql").load();
    }
}
