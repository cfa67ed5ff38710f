package serai.destinations;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;
import serai.journal.FailureClass;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

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
    void saysThatNoDriverIsThere() {
        WarehouseDataSource warehouse = warehouse("jdbc:mysql://127.0.0.1:1/learning?user=serai&password=s3cr3t");

        assertThatThrownBy(warehouse::getConnection)
                .hasMessage("no driver here takes an address that begins with jdbc:mysql:; MySQL's, for one, has to be added to Serai")
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

        await().atMost(10, SECONDS).until(kept::isClosed);
    }

    private static WarehouseDataSource warehouse(String url) {
        WarehouseDataSource warehouse = new WarehouseDataSource();
        warehouse.setUrl(url);
        warehouse.setConnectTimeout(1_000);
        return warehouse;
    }
}
