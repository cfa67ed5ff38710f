package serai.journal.sqlite;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.JournalUnavailableException;
import serai.journal.sqlite.files.SqliteVersion;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * SQLite up to 3.51.2 loses commits where two others move the log into the database while somebody writes. The race is not won
 * each time: with 3.50.3 three of ten runs of three seconds found commits gone or the file damaged, and three of six of ten
 * seconds. So that library is refused besides.
 */
class WalResetTest {

    private static final Duration LASTS = Duration.ofSeconds(Integer.getInteger("serai.walreset.seconds", 3));
    private static final int LOOKS_EVERY = 256;

    @TempDir
    private Path folder;

    @Test
    void losesNothingWhileOthersMoveTheLogIntoTheDatabase() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<CompletableFuture<Void>> others = new ArrayList<>();
        try (Connection writer = connect(); Statement statement = writer.createStatement()) {
            statement.execute("CREATE TABLE kept (nr INTEGER PRIMARY KEY, body BLOB)");
            for (int i = 0; i < 2; i++) {
                Connection other = connect();
                others.add(CompletableFuture.runAsync(() -> moveTheLog(other, stop)));
            }
            try {
                writeAndCount(writer);
            } finally {
                stop.set(true);
            }
            others.forEach(CompletableFuture::join);
            assertThat(statement.executeQuery("PRAGMA quick_check(1)").getString(1)).isEqualTo("ok");
        }
    }

    private static void writeAndCount(Connection writer) throws SQLException {
        long end = System.nanoTime() + LASTS.toNanos();
        try (PreparedStatement insert = writer.prepareStatement("INSERT INTO kept VALUES (?, zeroblob(200))");
                PreparedStatement count = writer.prepareStatement("SELECT count(*) FROM kept")) {
            for (int nr = 1; System.nanoTime() < end; nr++) {
                insert.setInt(1, nr);
                insert.executeUpdate();
                if (nr % LOOKS_EVERY == 0) {
                    try (ResultSet row = count.executeQuery()) {
                        assertThat(row.getInt(1)).as("commits that are there").isEqualTo(nr);
                    }
                }
            }
        }
    }

    private static void moveTheLog(Connection connection, AtomicBoolean stop) {
        try (connection; PreparedStatement move = connection.prepareStatement("PRAGMA wal_checkpoint(PASSIVE)")) {
            while (!stop.get()) {
                move.executeQuery().close();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("kept.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = OFF"); // many commits: no power is lost here
            statement.execute("PRAGMA wal_autocheckpoint = 0");
        }
        return connection;
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.50.3", "3.51.2", "3.9.0", "3.51"})
    void aJournalIsNotOpenedWithALibraryThatHasTheFault(String version) {
        assertThatThrownBy(() -> SqliteVersion.require(version, "the journal x")).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("the journal x can't be opened").hasMessageContaining("SQLite " + version)
                .hasMessageContaining("sqlite-jdbc 3.51.3.0 or later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.51.3", "3.54.1", "3.100.0", "4.0"})
    void aLaterLibraryIsTaken(String version) {
        assertThatCode(() -> SqliteVersion.require(version, "the journal x")).doesNotThrowAnyException();
    }
}
