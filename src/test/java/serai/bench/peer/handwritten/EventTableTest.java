package serai.bench.peer.handwritten;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventTableTest {

    @TempDir
    private Path folder;

    @Test
    void keepsAnEventOnce() throws Exception {
        EventTable table = new EventTable(address());

        table.keep(List.of(event(1), event(2)));
        table.keep(List.of(event(2), event(3)));
        table.close();

        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void keepsNothingOfAGroupThatFailsAndGoesOn() throws Exception {
        EventTable table = new EventTable(address());
        Event impossible = new Event(1, UUID.randomUUID(), null, "learner", new byte[0]);

        assertThatThrownBy(() -> table.keep(List.of(event(1), impossible))).isInstanceOf(SQLException.class);
        table.keep(List.of(event(2)));
        table.close();

        assertThat(rows()).isEqualTo(1);
    }

    private String address() {
        return "jdbc:sqlite:" + folder.resolve("events.db");
    }

    private int rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(address());
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM event")) {
            return count.getInt(1);
        }
    }

    private static Event event(int number) {
        return new Event(1_780_000_000, new UUID(0, number), "COURSE_COMPLETED", "learner", new byte[500]);
    }
}
