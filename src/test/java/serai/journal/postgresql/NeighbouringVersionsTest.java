package serai.journal.postgresql;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.Appended;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.write.JournalBounds;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;

import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** Instances of this version, beside those of one that has added something to the tables. */
class NeighbouringVersionsTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    private String url;

    @BeforeEach
    void makeADatabase() throws SQLException {
        url = SharedPostgres.database();
    }

    private PostgresqlJournal open() {
        return PostgresqlStore.open(PostgresqlJournalTest.address(url), PostgresqlJournalTest.instance("old"),
                JournalBounds.DEFAULT, CLOCK);
    }

    private static Appended append(PostgresqlJournal journal, String learner) {
        return journal.append(completion(learner), Set.of("lrs")).toCompletableFuture().join();
    }

    /** What a migration of a later version does. */
    private void migrate() throws SQLException {
        SharedPostgres.execute(url, """
                ALTER TABLE destination ADD COLUMN later BIGINT NOT NULL DEFAULT 0;
                ALTER TABLE record_batch ADD COLUMN later TEXT;
                CREATE TABLE later (nr BIGINT);
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success)
                VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', '', 0, true)""");
    }

    @Test
    void goOnAndAreStartedBesideOneThatHasAddedToTheTables() throws SQLException {
        try (PostgresqlJournal running = open()) {
            append(running, "anna");

            migrate();

            assertThat(append(running, "ben")).isEqualTo(Appended.STORED);
            try (PostgresqlJournal started = open();
                    JournalOperations operations = JournalOperations.open(PostgresqlJournalTest.address(url), CLOCK)) {
                assertThat(append(started, "cleo")).isEqualTo(Appended.STORED);
                assertThat(append(running, "cleo")).isEqualTo(Appended.DUPLICATE);
                assertThat(operations.records().verify(line -> assertThat(line).isNull()).records()).isEqualTo(3);
            }
        }
    }

    @Test
    void areRefusedByTablesThatNeedTheLaterVersion() throws SQLException {
        open().close();
        migrate();
        SharedPostgres.execute(url, "UPDATE fixed SET value = '99' WHERE name = 'needed-schema'");

        assertThatThrownBy(this::open).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("was written by a newer version of Serai, with which this one can't work; run that version")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> JournalOperations.open(PostgresqlJournalTest.address(url), CLOCK))
                .hasMessageContaining("newer version of Serai");
    }
}
