package serai.people;

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
import java.util.function.Consumer;

/**
 * People of a database, a row of a query for each, with the columns of the file. A connection is made for each reading, and what it
 * reads is rolled back. What a driver says of a failure may quote a value, so only its numbers are told.
 */
final class SqlPeople implements PeopleSource {

    private static final Duration ANSWER_MAX = Duration.ofMinutes(5);
    private static final int FETCHED = 1_000;

    private final WarehouseDataSource database = new WarehouseDataSource();
    private final String query;
    private final String versionQuery;

    /** What is asked of the database. */
    @FunctionalInterface
    private interface Reading {
        void read(ResultSet rows) throws SQLException, IOException;
    }

    SqlPeople(Settings settings) {
        database.setUrl(settings.text(PeopleSetting.URL));
        database.setUsername(settings.text(PeopleSetting.USERNAME));
        database.setPassword(settings.text(PeopleSetting.PASSWORD));
        this.query = settings.text(PeopleSetting.QUERY);
        this.versionQuery = settings.text(PeopleSetting.QUERY_VERSION);
    }

    /** The row of the query for it; without one, always another. */
    @Override
    public Object version() throws IOException {
        if (versionQuery.isEmpty()) {
            return new Object();
        }
        List<String> version = new ArrayList<>();
        ask(PeopleSetting.QUERY_VERSION, versionQuery, rows -> {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    version.add(String.valueOf(rows.getString(i)));
                }
            }
        });
        return version;
    }

    @Override
    public void read(Consumer<KnownPerson> to) throws IOException {
        ask(PeopleSetting.QUERY, query, rows -> {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnLabel(i).toLowerCase(Locale.ROOT));
            }
            if (!names.contains("id")) {
                throw new IOException("the query (%s) has no column id".formatted(PeopleSetting.QUERY.key()));
            }
            for (int row = 1; rows.next(); row++) {
                Map<String, String> values = new HashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    String value = rows.getString(i + 1);
                    values.put(names.get(i), value == null ? "" : value.strip());
                }
                if (values.getOrDefault("id", "").isEmpty()) {
                    throw new IOException("row %s of the query (%s) has no id".formatted(row, PeopleSetting.QUERY.key()));
                }
                to.accept(KnownPerson.of(values.keySet(), name -> values.getOrDefault(name, "")));
            }
        });
    }

    private void ask(PeopleSetting setting, String sql, Reading reading) throws IOException {
        try (Connection connection = database.examined(ANSWER_MAX)) {
            connection.setAutoCommit(false); // so that PostgreSQL's driver gives row after row, and nothing that it changes stays
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCHED);
                try (ResultSet rows = statement.executeQuery(sql)) {
                    reading.read(rows);
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IOException("the database does not answer the query (%s): %s, SQLState %s, error %s".formatted(setting.key(),
                    DatabaseFailure.meaning(e).word(), e.getSQLState(), e.getErrorCode()), e);
        }
    }
}
