package serai;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The warehouse as README.md connects it: an address and a user, the tables made at the first use. */
class WarehouseOnPostgresqlTest {

    @Test
    void keepsEachRecordOnceInTheTableOfItsType(@TempDir Path data) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
             EmbeddedSerai serai = new EmbeddedSerai(data)
                     .with("serai.warehouse.url", "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.getPort()))
                     .with("serai.warehouse.username", "postgres").start()) {
            serai.publish(EmbeddedSerai.mctSequence().toArray(String[]::new));
            serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));
            serai.post(EmbeddedSerai.resource("praesidium-learning-path-completed.json"));

            serai.untilDelivered(9);
            try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
                assertThat(rows(connection, "SELECT count(*) FROM login UNION ALL SELECT count(*) FROM course_start "
                        + "UNION ALL SELECT count(*) FROM module_completion UNION ALL SELECT count(*) FROM course_completion "
                        + "UNION ALL SELECT count(*) FROM learning_path_completion")).containsExactly("1", "3", "2", "2", "1");
                assertThat(rows(connection, "SELECT percentage FROM course_completion WHERE percentage IS NOT NULL"))
                        .singleElement().asString().startsWith("50");
                assertThat(rows(connection, "SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') "
                        + "FROM login")).containsExactly("2021-02-28 17:26:45.281");
            }
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
