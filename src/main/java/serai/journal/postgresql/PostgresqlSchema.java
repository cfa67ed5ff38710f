package serai.journal.postgresql;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import serai.journal.JournalUnavailableException;

import java.util.Arrays;

import javax.sql.DataSource;

import static serai.installation.Installation.SERAI;

/** The journal's tables in PostgreSQL, which Flyway creates and migrates; of several instances one does, and the others wait. */
final class PostgresqlSchema {

    private PostgresqlSchema() {
    }

    /** @throws JournalUnavailableException if a newer version of Serai has made them */
    static void migrate(DataSource dataSource, String place) {
        Flyway flyway = flyway(dataSource);
        refuseNewer(flyway, place);
        flyway.migrate();
    }

    /** @throws JournalUnavailableException if there are none, or if another version of Serai has made them */
    static void require(DataSource dataSource, String place) {
        Flyway flyway = flyway(dataSource);
        refuseNewer(flyway, place);
        if (flyway.info().current() == null) {
            throw new JournalUnavailableException(place + " does not exist yet; " + SERAI + " run creates it", null);
        }
        if (flyway.info().pending().length > 0) {
            throw new JournalUnavailableException(
                    place + " was written by an older version of Serai; run " + SERAI + " run first, which updates it", null);
        }
    }

    private static void refuseNewer(Flyway flyway, String place) {
        if (Arrays.stream(flyway.info().applied()).anyMatch(one -> one.getState() == MigrationState.FUTURE_SUCCESS)) {
            throw new JournalUnavailableException(place + " was written by a newer version of Serai; run that version", null);
        }
    }

    private static Flyway flyway(DataSource dataSource) {
        return Flyway.configure(PostgresqlSchema.class.getClassLoader()).dataSource(dataSource)
                .locations("classpath:serai/journal/postgresql").load();
    }
}
