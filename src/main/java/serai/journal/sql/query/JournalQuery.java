package serai.journal.sql.query;

import serai.journal.JournalUnavailableException;
import serai.model.FailureText;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.sql.DataSource;

/** Runs queries on the journal. Each query reads its whole result: no result set and no transaction outlives it. */
public record JournalQuery(DataSource dataSource, String place, PreparedStatements statements) implements Rows {

    public JournalQuery(DataSource dataSource, String place) {
        this(dataSource, place, new PreparedStatements());
    }

    @Override
    public <T> List<T> rows(String sql, FromRow<T> fromRow, Object... parameters) {
        try (Connection connection = dataSource.getConnection()) {
            try {
                return Rows.of(statements.prepare(connection, sql), fromRow, parameters);
            } catch (SQLException e) {
                statements.forget(connection); // a statement that has failed once may go on failing
                throw e;
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** The failure to report. */
    JournalUnavailableException unavailable(SQLException cause) {
        return new JournalUnavailableException(
                "%s can't be read: %s%s.".formatted(place, FailureText.firstLine(cause), SqlFailure.remedy(cause)), cause);
    }

    /** As {@link #rows}, for rows that have a name and a value; sorted by name. */
    <T> Map<String, T> byName(String sql, FromRow<Map.Entry<String, T>> fromRow, Object... parameters) {
        Map<String, T> found = new TreeMap<>();
        rows(sql, fromRow, parameters).forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }
}
