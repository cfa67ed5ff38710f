package serai.people.source;

import serai.destinations.database.DatabaseFailure;
import serai.destinations.database.WarehouseDataSource;
import serai.settings.Settings;
import serai.settings.known.PeopleSetting;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Queries a database of the organisation. Each query has its own connection, and its transaction is rolled back. A driver's message
 * may quote a value, so only the numbers of a failure are told.
 */
public final class SqlQuery {

    private static final int FETCHED = 1_000;
    private static final int ALL = 0; // JDBC's number for no limit

    private final WarehouseDataSource database = new WarehouseDataSource();
    private final Duration within;

    /** Takes a row. */
    @FunctionalInterface
    public interface Taker {
        /**
         * @param number of the row, from 1
         * @throws IOException if the row can't be used; the reading ends
         */
        void take(int number, NamedValues row) throws IOException;
    }

    /** What is done with an answer. */
    @FunctionalInterface
    private interface Reading {
        void read(ResultSet rows) throws SQLException, IOException;
    }

    /**
     * @param url      JDBC address; if it is another machine's, its certificate is verified
     * @param username blank for none
     * @param password empty for none
     * @param within   how long a query may take, with connecting
     */
    public SqlQuery(String url, String username, String password, Duration within) {
        database.setUrl(url);
        database.setUsername(username);
        database.setPassword(password);
        this.within = within;
    }

    /** Asks the database that the settings name for people; connects only when it is asked something. */
    public static SqlQuery ofPeople(Settings settings, Duration within) {
        return new SqlQuery(settings.text(PeopleSetting.URL), settings.text(PeopleSetting.USERNAME),
                settings.text(PeopleSetting.PASSWORD), within);
    }

    /** Asks the database that the settings name for courses; connects only when it is asked something. */
    public static SqlQuery ofCourses(Settings settings, Duration within) {
        return new SqlQuery(settings.text(PeopleSetting.COURSES_URL), settings.text(PeopleSetting.COURSES_USERNAME),
                settings.text(PeopleSetting.COURSES_PASSWORD), within);
    }

    /**
     * The columns of the answer, in lower case. The database is asked for one row at the most, which is not looked at.
     *
     * @param setting that has the query, for messages
     * @throws IOException as {@link #values}
     */
    public List<String> columns(String setting, String sql) throws IOException {
        List<String> columns = new ArrayList<>();
        ask(setting, sql, 1, rows -> columns.addAll(columns(rows.getMetaData())));
        return columns;
    }

    /**
     * Passes on each row of the answer.
     *
     * @param setting that has the query, for messages
     * @param needed  columns that must be there, with a value in each row
     * @throws IOException if the database can't be asked, or the answer can't be used; the message is one line, quotes nothing
     */
    public void read(String setting, String sql, List<String> needed, Taker to) throws IOException {
        ask(setting, sql, ALL, rows -> {
            List<String> columns = columns(rows.getMetaData());
            for (String name : needed) {
                if (!columns.contains(name)) {
                    throw new IOException("the query (%s) has no column %s".formatted(setting, name));
                }
            }
            for (int number = 1; rows.next(); number++) {
                Row row = Row.of(columns, rows);
                for (String name : needed) {
                    if (row.of(name).isEmpty()) {
                        throw new IOException("row %s of the query (%s) has no %s".formatted(number, setting, name));
                    }
                }
                to.take(number, row);
            }
        });
    }

    /**
     * All values of the answer, row after row.
     *
     * @param setting that has the query, for messages
     * @throws IOException if the database can't be asked; the message is one line and quotes nothing
     */
    public List<String> values(String setting, String sql) throws IOException {
        List<String> values = new ArrayList<>();
        ask(setting, sql, ALL, rows -> {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
            }
        });
        return values;
    }

    private static List<String> columns(ResultSetMetaData about) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            names.add(about.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** @param most how many rows are read at the most; {@link #ALL} for no limit */
    private void ask(String setting, String sql, int most, Reading reading) throws IOException {
        try (Connection connection = database.examined(within)) {
            connection.setAutoCommit(false); // so that PostgreSQL's driver gives row after row, and nothing that it changes stays
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCHED);
                statement.setMaxRows(most);
                try (ResultSet rows = statement.executeQuery(sql)) {
                    reading.read(rows);
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IOException("the database does not answer the query (%s): %s, SQLState %s, error %s".formatted(setting,
                    DatabaseFailure.meaning(e).word(), e.getSQLState(), e.getErrorCode()), e);
        }
    }

    private record Row(Map<String, String> values) implements NamedValues {

        static Row of(List<String> columns, ResultSet rows) throws SQLException {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                String value = rows.getString(i + 1);
                values.put(columns.get(i), value == null ? "" : value.strip());
            }
            return new Row(values);
        }

        @Override
        public String of(String name) {
            return values.getOrDefault(name, "");
        }

        @Override
        public Set<String> names() {
            return values.keySet();
        }
    }
}
