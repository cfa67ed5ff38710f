package serai.destinations.database;

import org.junit.jupiter.api.Test;
import serai.journal.attempt.FailureClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SqliteWarehouseFaultsTest extends WarehouseFaults {

    @Override
    String url() {
        return "jdbc:sqlite:" + folder.resolve("warehouse.db") + "?busy_timeout=100";
    }

    @Override
    String dialect() {
        return "sqlite";
    }

    @Test
    void waitsForADatabaseThatIsLocked() throws Exception {
        serai.with("serai.retry.delay.max.ms", 100).start();
        serai.append("anna");
        serai.untilDelivered(1);
        try (Connection other = DriverManager.getConnection(url())) {
            other.createStatement().execute("BEGIN EXCLUSIVE");
            serai.append("ben", "cleo");
            await().atMost(30, SECONDS).until(() -> serai.state().failures() > 3);
            serai.untilBalance(3, 1, 2, 0);
            assertThat(serai.state().stopped()).isNull();
            other.createStatement().execute("ROLLBACK");
        }

        serai.untilDelivered(3);
        assertThat(learners()).containsExactly("anna", "ben", "cleo");
    }

    @Test
    void stopsWhereTheFileIsNoDatabase() throws Exception {
        Path file = folder.resolve("warehouse.db");
        Files.writeString(file, "this is a letter and no database\n".repeat(100));
        serai.holding("anna").start();
        serai.untilStopped(FailureClass.MISCONFIGURED);

        Files.delete(file);
        serai.resume();

        serai.untilDelivered(1);
    }
}
