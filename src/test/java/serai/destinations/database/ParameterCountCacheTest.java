package serai.destinations.database;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ParameterCountCacheTest {

    private static final String SUM = "SELECT ? + ?";

    private final ParameterCountCache parameters = new ParameterCountCache();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = parameters.of(DriverManager.getConnection("jdbc:sqlite::memory:"));
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void asksForEachStatementOnce() throws SQLException {
        assertThat(count(SUM)).isEqualTo(2);
        assertThat(count("SELECT 1")).isZero();

        PreparedStatement closed = connection.prepareStatement(SUM);
        closed.close();

        assertThat(closed.getParameterMetaData().getParameterCount()).as("the driver can't answer this").isEqualTo(2);
    }

    @Test
    void knowsItOnEveryConnection() throws SQLException {
        count(SUM);
        try (Connection other = parameters.of(DriverManager.getConnection("jdbc:sqlite::memory:"))) {
            PreparedStatement closed = other.prepareStatement(SUM);
            closed.close();

            assertThat(closed.getParameterMetaData().getParameterCount()).isEqualTo(2);
        }
    }

    @Test
    void staysSmallWhereStatementsAreNeverTheSame() throws SQLException {
        for (int i = 0; i < 200; i++) {
            assertThat(count("SELECT ?, " + i)).isEqualTo(1);
        }
    }

    @Test
    void executesAndFailsAsTheDriverDoes() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SUM)) {
            statement.setInt(1, 1);
            statement.setInt(2, 2);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.getInt(1)).isEqualTo(3);
            }
        }
        assertThatThrownBy(() -> connection.prepareStatement("SELECT")).isInstanceOf(SQLException.class);
    }

    private int count(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.getParameterMetaData().getParameterCount();
        }
    }
}
