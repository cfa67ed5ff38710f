package serai.journal.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Appended;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.write.JournalBounds;
import serai.testkit.FreePort;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A server that can't keep what a journal promises is refused, before anything is acknowledged. */
class ServerRequirementsTest {

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

    /** What a fail-over to a server that is set up otherwise looks like. */
    @Test
    void acknowledgesNothingWhereAnotherServerAnswersWhoseCommitsALossOfPowerUndoes(@TempDir Path files) throws Exception {
        int port = FreePort.number();
        EmbeddedPostgres server = server(files, port, "on");
        try (PostgresqlJournal journal = PostgresqlStore.open(
                PostgresqlJournalTest.address(server.getJdbcUrl("postgres", "postgres")), PostgresqlJournalTest.instance("one"),
                JournalBounds.DEFAULT, Clock.systemUTC())) {
            assertThat(append(journal, "anna")).isEqualTo(Appended.STORED);

            server.close();
            server = server(files, port, "off");
            await().atMost(60, SECONDS).until(() -> {
                assertThatThrownBy(() -> append(journal, "ben")).hasCauseInstanceOf(JournalUnavailableException.class)
                        .hasMessageNotContaining("\n");
                return String.valueOf(journal.trouble())
                        .contains("can't be written to: its server has full_page_writes=off, so it may have its pages damaged");
            });

            server.close();
            server = server(files, port, "on");
            await().atMost(60, SECONDS).ignoreExceptions().until(() -> append(journal, "ben") == Appended.STORED);
            assertThat(journal.trouble()).isNull();
        } finally {
            server.close();
        }
    }

    private static EmbeddedPostgres server(Path files, int port, String fullPageWrites) throws IOException {
        return EmbeddedPostgres.builder().setPort(port).setDataDirectory(files.resolve("postgres")).setCleanDataDirectory(false)
                .setServerConfig("fsync", "on").setServerConfig("full_page_writes", fullPageWrites).start();
    }

    private static Appended append(PostgresqlJournal journal, String learner) {
        return journal.append(Records.completion(learner), Set.of("lrs")).toCompletableFuture().join();
    }

    /** The driver tries the first host first. */
    @Test
    void connectsToThePrimaryOfSeveralHostsThoughTheAddressAsksForNone(@TempDir Path files) throws Exception {
        server(files, FreePort.number(), "on").close();
        Path other = PrivateFolder.make(files.resolve("standby"));
        copy(files.resolve("postgres"), other.resolve("postgres"));
        Files.createFile(other.resolve("postgres").resolve("standby.signal"));
        try (EmbeddedPostgres primary = server(files, FreePort.number(), "on");
                EmbeddedPostgres standby = server(other, FreePort.number(), "on")) {
            String both = "jdbc:postgresql://127.0.0.1:%s,127.0.0.1:%s/postgres".formatted(standby.getPort(), primary.getPort());
            try (Connection connection = new JournalConnections(PostgresqlJournalTest.address(both)).open();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
                row.next();
                assertThat(row.getBoolean(1)).as("a standby answers").isFalse();
            }

            String onlyStandby = "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(standby.getPort());
            assertThatThrownBy(() -> PostgresqlStore.open(PostgresqlJournalTest.address(onlyStandby),
                    PostgresqlJournalTest.instance("one"), JournalBounds.DEFAULT, Clock.systemUTC()))
                    .isInstanceOf(JournalUnavailableException.class).hasMessageContaining("name the primary")
                    .hasMessageNotContaining("\n");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Behind it {@code synchronous_commit} and time-outs would be as the server has them. */
    @Test
    void refusesAPoolerThatPoolsByTransaction() throws Exception {
        String url = SharedPostgres.database();
        SharedPostgres.execute(url, "ALTER DATABASE %s SET synchronous_commit = off".formatted(url.replaceFirst(".*/", "")));
        try (TransactionPooler pooler = new TransactionPooler(URI.create(url.substring("jdbc:".length())).getPort())) {
            String through = url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + pooler.port()) + "?prepareThreshold=0";

            assertThatThrownBy(() -> PostgresqlStore.open(PostgresqlJournalTest.address(through),
                    PostgresqlJournalTest.instance("one"), JournalBounds.DEFAULT, Clock.systemUTC()))
                    .isInstanceOf(JournalUnavailableException.class).hasMessageContaining("a pooler or proxy")
                    .hasMessageContaining("name the server itself").hasMessageNotContaining("\n");
        }
    }

    /** They are given beside what Serai asks for, which counts where both name the same. */
    @Test
    void keepsTheOptionsOfTheAddress() throws SQLException {
        String url = SharedPostgres.database() + "?options=-c%20work_mem=1234kB%20-c%20synchronous_commit=off&ApplicationName=own";
        try (Connection connection = new JournalConnections(PostgresqlJournalTest.address(url)).open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT current_setting('work_mem'), current_setting('synchronous_commit'),
                               current_setting('application_name'), current_setting('transaction_isolation')""")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("1234kB");
            assertThat(row.getString(2)).isEqualTo("on");
            assertThat(row.getString(3)).isEqualTo("own");
            assertThat(row.getString(4)).isEqualTo("read committed");
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
