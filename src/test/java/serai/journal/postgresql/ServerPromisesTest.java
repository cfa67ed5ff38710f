package serai.journal.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.write.JournalBounds;
import serai.testkit.SharedPostgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server that can't keep what a journal promises is refused, before anything is acknowledged. */
class ServerPromisesTest {

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "full_page_writes"})
    void refusesAServerWhoseCommitsALossOfPowerUndoes(String setting) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on").setServerConfig(setting, "off").start()) {
            PostgresqlAddress address = PostgresqlJournalTest.address(server.getJdbcUrl("postgres", "postgres"));

            assertThatThrownBy(() -> PostgresqlStore.open(address, PostgresqlJournalTest.instance("one"), JournalBounds.DEFAULT,
                    Clock.systemUTC())).isInstanceOf(JournalUnavailableException.class).hasMessageContaining(setting + "=off")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void refusesADatabaseOfAnotherEncoding() throws SQLException {
        String url = SharedPostgres.database();
        SharedPostgres.execute(url, "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");

        assertThatThrownBy(() -> PostgresqlStore.open(PostgresqlJournalTest.address(url.replaceFirst("[^/]+$", "latin")),
                PostgresqlJournalTest.instance("one"), JournalBounds.DEFAULT, Clock.systemUTC()))
                .hasMessageContaining("has the encoding LATIN1");
    }

    @Test
    void tellsInOneLineThatNobodyAnswers() {
        assertThatThrownBy(() -> PostgresqlStore.open(PostgresqlJournalTest.address("jdbc:postgresql://127.0.0.1:1/serai"),
                PostgresqlJournalTest.instance("one"), JournalBounds.DEFAULT, Clock.systemUTC()))
                .isInstanceOf(JournalUnavailableException.class).hasMessageContaining("127.0.0.1:1/serai can't be opened")
                .hasMessageContaining("serai.journal.url").hasMessageNotContaining("\n");
    }

    /** The server of these tests acknowledges commits that are not on its disk, unless it is asked not to. */
    @Test
    void asksForCommitsThatAreOnTheDisk() throws SQLException {
        String url = SharedPostgres.database();
        SharedPostgres.execute(url, "ALTER DATABASE %s SET synchronous_commit = off".formatted(url.replaceFirst(".*/", "")));

        try (Connection connection = new JournalConnections(PostgresqlJournalTest.address(url)).open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }
}
