package serai.destinations.database;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConnection;
import serai.journal.attempt.FailureClass;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class WarehouseDataSourceTest {

    @TempDir
    private Path folder;
    private final AtomicInteger connections = new AtomicInteger();

    @Test
    void asksTheDriverToConnectOnceInEachAttempt() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread hangsUp = new Thread(() -> hangUpOnEverybody(server));
            hangsUp.start();
            WarehouseDataSource warehouse = warehouse("jdbc:postgresql://127.0.0.1:" + server.getLocalPort()
                    + "/learning?sslmode=disable&gssEncMode=disable");

            for (int attempt = 1; attempt <= 3; attempt++) {
                assertThatThrownBy(warehouse::getConnection).isInstanceOf(SQLException.class);
                assertThat(connections).hasValue(attempt);
            }
            warehouse.stop();
        }
    }

    @Test
    void asksForTheAddressThatIsMissing() {
        WarehouseDataSource warehouse = new WarehouseDataSource();

        assertThatThrownBy(warehouse::trouble).isInstanceOf(IllegalStateException.class).hasMessageContaining("set url");
        assertThatThrownBy(warehouse::getConnection).isInstanceOf(IllegalStateException.class).hasMessageContaining("set url");
    }

    private void hangUpOnEverybody(ServerSocket server) {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                connections.incrementAndGet();
                client.close();
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    @Test
    void givesNothingToASqliteFileThatNobodyWouldFind() throws Exception {
        Path file = folder.resolve("moved.db");
        WarehouseDataSource warehouse = warehouse("jdbc:sqlite:" + file);
        try (Connection connection = warehouse.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE login (record_id TEXT)");
        }
        warehouse.getConnection().close();
        Files.move(file, folder.resolve("away.db"));

        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatThrownBy(warehouse::getConnection).hasMessageStartingWith("moved.db was moved, deleted or replaced")
                    .isInstanceOfSatisfying(SQLException.class,
                            e -> assertThat(DatabaseFailure.meaning(e)).isEqualTo(FailureClass.MISCONFIGURED));
            Files.writeString(file, "another file");
        }

        Files.move(folder.resolve("away.db"), file, StandardCopyOption.REPLACE_EXISTING);
        warehouse.getConnection().close();
        warehouse.stop();
    }

    @Test
    void saysThatNoDriverIsThere() {
        WarehouseDataSource warehouse = warehouse("jdbc:mysql://127.0.0.1:1/learning?user=serai&password=s3cr3t");

        assertThatThrownBy(warehouse::getConnection)
                .hasMessage(
                        "no driver here accepts an address that begins with jdbc:mysql:; add the driver to the dependencies in pom.xml "
                                + "(docs/destinations.md, \"MySQL's driver\")")
                .isInstanceOfSatisfying(SQLException.class,
                        e -> assertThat(DatabaseFailure.meaning(e)).isEqualTo(FailureClass.MISCONFIGURED));
    }

    @Test
    void keepsAConnectionForTheNextOne() throws Exception {
        WarehouseDataSource warehouse = warehouse("jdbc:sqlite:" + folder.resolve("warehouse.db"));
        Connection first;
        try (Connection connection = warehouse.getConnection()) {
            first = connection.unwrap(SQLiteConnection.class);
        }

        try (Connection second = warehouse.getConnection(); Connection third = warehouse.getConnection()) {
            assertThat(second.unwrap(SQLiteConnection.class)).isSameAs(first);
            assertThat(third.unwrap(SQLiteConnection.class)).isNotSameAs(first);
        }
        warehouse.stop();
    }

    @Test
    void closesItsConnectionsWhenTheContextStops() throws Exception {
        WarehouseDataSource warehouse = warehouse("jdbc:sqlite:" + folder.resolve("warehouse.db"));
        SQLiteConnection kept;
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            warehouse.setCamelContext(context);
            context.start();
            try (Connection connection = warehouse.getConnection()) {
                kept = connection.unwrap(SQLiteConnection.class);
            }
            assertThat(kept.isClosed()).isFalse();
        }

        await().atMost(30, SECONDS).until(kept::isClosed);
    }

    /** With a journal that is deleted a commit ends by a change of the folder, which nobody forces to the disk. */
    @ParameterizedTest
    @CsvSource({"'', wal|3", "?busy_timeout=100, wal|3", "?journal_mode=DELETE, delete|3", "?synchronous=NORMAL, wal|1"})
    void keepsWhatIsCommittedToASqliteFileUnlessTheAddressSaysOtherwise(String query, String modes) throws Exception {
        WarehouseDataSource warehouse = warehouse("jdbc:sqlite:" + folder.resolve("warehouse.db") + query);
        for (int time = 0; time < 2; time++) {
            try (Connection connection = warehouse.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS kept (what text)");
                assertThat(statement.executeQuery("PRAGMA journal_mode").getString(1) + "|"
                        + statement.executeQuery("PRAGMA synchronous").getString(1)).isEqualTo(modes);
            }
        }
        warehouse.stop();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {
            "jdbc:postgresql://db/learning # {connectTimeout=2, loginTimeout=2, socketTimeout=60, tcpKeepAlive=true}",
            "jdbc:postgresql://db/learning?socketTimeout=7&tcpkeepalive=false # {connectTimeout=2, loginTimeout=2}",
            "jdbc:mariadb://db/learning # {connectTimeout=1500, socketFactory=serai.destinations.database.MariaDbSockets, "
                    + "socketTimeout=60000, tcpKeepAlive=true}",
            "jdbc:mysql://db/learning?useSSL=true&connectTimeout=9 # {socketTimeout=60000, tcpKeepAlive=true}",
            "jdbc:sqlserver://db;databaseName=learning # {cancelQueryTimeout=5, loginTimeout=2, queryTimeout=60, socketTimeout=60000}",
            "jdbc:sqlserver://db; QueryTimeout = 3 # {cancelQueryTimeout=5, loginTimeout=2, socketTimeout=60000}",
            "jdbc:other://db # {}"})
    void tellsEachDriverHowLongToWaitUnlessTheAddressSaysOtherwise(String url, String properties) {
        assertThat(new TreeMap<>(DriverProperties.of(url, Duration.ofMillis(1_500), Duration.ofSeconds(60), true)))
                .hasToString(properties);
    }

    /** As each driver calls them: a name that it does not know would be silently of no use. */
    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:postgresql://db/learning", "jdbc:mariadb://db/learning", "jdbc:sqlserver://db", "jdbc:sqlite:x.db"})
    void theDriversKnowWhatTheyAreTold(String url) throws Exception {
        Set<Object> told = DriverProperties.of(url, Duration.ofSeconds(1), Duration.ofSeconds(1), false).keySet();
        assertThat(told).isNotEmpty();
        assertThat(Stream.of(DriverManager.getDriver(url).getPropertyInfo(url, new Properties())).map(known -> (Object) known.name))
                .containsAll(told);
    }

    @ParameterizedTest
    @CsvSource({
            "first_name, nvarchar, , Latin1_General_CI_AS, true", "first_name, varchar, , Latin1_General_CI_AS, false",
            "first_name, varchar, , Latin1_General_100_CI_AS_SC_UTF8, true",
            "learner_id, nvarchar, , SQL_Latin1_General_CP1_CI_AS, false",
            "learner_id, nvarchar, , Latin1_General_100_BIN2, true", "course_id, nvarchar, , Latin1_General_CS_AS, true",
            "first_name, text, latin1, latin1_swedish_ci, false", "first_name, text, utf8mb3, utf8mb3_general_ci, false",
            "first_name, text, utf8mb4, utf8mb4_general_ci, true", "module_id, varchar, utf8mb4, utf8mb4_general_ci, false",
            "module_id, varchar, utf8mb4, utf8mb4_bin, true", "record_id, char, ascii, ascii_general_ci, true"})
    void tellsColumnsThatKeepTextAsItIsFromOthers(String name, String type, String characterSet, String collation, boolean keeps) {
        assertThat(new TextColumn("learner", name, type, characterSet, collation).fault().isEmpty()).isEqualTo(keeps);
    }

    private static WarehouseDataSource warehouse(String url) {
        WarehouseDataSource warehouse = new WarehouseDataSource();
        warehouse.setUrl(url);
        warehouse.setConnectTimeout(1_000);
        return warehouse;
    }
}
