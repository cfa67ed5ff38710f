package serai.journal.sql.query;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Kinds by their numbers, which several destinations read at once. */
class KnownKindsTest {

    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        statement = connection.createStatement();
        statement.execute("CREATE TABLE kind (nr INTEGER PRIMARY KEY, source TEXT, type TEXT, redraw INTEGER, destinations TEXT, "
                + "sum INTEGER)");
        add(1, " lrs ");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void whoReadsMoreSlowlyForgetsNoKindThatAnotherHasRead() throws Exception {
        KnownKinds kinds = KnownKinds.ofDestinations();
        Rows fast = new Reader();
        Rows slow = new Reader() {
            @Override
            public <T> List<T> rows(String sql, FromRow<T> fromRow, Object... parameters) throws SQLException {
                return super.rows(sql + " LIMIT 1", row -> { // as of a moment at which there was one
                    add(2, " unrouted ");
                    kinds.refresh(fast);
                    return fromRow.make(row);
                }, parameters);
            }
        };

        kinds.refresh(slow);

        assertThat(kinds.names(1, "lrs")).isTrue();
        assertThat(kinds.names(2, "lrs")).as("known, and of no destination").isFalse();
    }

    private void add(int number, String destinations) throws SQLException {
        statement.execute("INSERT INTO kind VALUES (%s, 'mct', 'LOGGED_IN', 0, '%s', %s)".formatted(number, destinations,
                new Kind("mct", "LOGGED_IN", false, destinations).sum(number)));
    }

    private class Reader implements Rows {
        @Override
        public <T> List<T> rows(String sql, FromRow<T> fromRow, Object... parameters) throws SQLException {
            List<T> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    select.setObject(i + 1, parameters[i]);
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        T thing = fromRow.make(row);
                        if (thing != null) {
                            found.add(thing);
                        }
                    }
                }
            }
            return found;
        }
    }
}
