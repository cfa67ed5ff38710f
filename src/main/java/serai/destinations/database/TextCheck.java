package serai.destinations.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.EventType;
import serai.settings.known.WarehouseSetting;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks a database whether it stores text unchanged. A database that changes text silently can't be the warehouse: letters of
 * names would be lost, and two learners could become one.
 */
final class TextCheck {

    private static final Logger LOG = LoggerFactory.getLogger(TextCheck.class);
    private static final String UNUSABLE = "0A000";
    private static final Pattern MADE = Pattern.compile("CREATE TABLE\\s+(?:IF NOT EXISTS\\s+)?(\\w+)", Pattern.CASE_INSENSITIVE);

    static final String MARIADB_COLUMNS = "SELECT table_name, column_name, data_type, character_set_name, collation_name "
            + "FROM information_schema.columns WHERE table_schema = DATABASE() AND character_set_name IS NOT NULL "
            + "ORDER BY table_name, ordinal_position";
    static final String SQL_SERVER_COLUMNS = "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, NULL, COLLATION_NAME "
            + "FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = SCHEMA_NAME() AND COLLATION_NAME IS NOT NULL "
            + "ORDER BY TABLE_NAME, ORDINAL_POSITION";

    private TextCheck() {
    }

    /**
     * @param created the script that makes the tables; the tables that it names are checked, and those that Serai ships
     * @throws SQLException of the class "not supported" if the database changes text; the message has the remedy
     */
    static void of(String url, Connection connection, String created) throws SQLException {
        switch (url.split(":", 3)[1].toLowerCase(Locale.ROOT)) {
            case "mariadb", "mysql" -> {
                session(connection);
                columns(connection, MARIADB_COLUMNS, created);
            }
            case "sqlserver" -> columns(connection, SQL_SERVER_COLUMNS, created);
            case "postgresql" -> encoding(connection);
            default -> {
                // SQLite stores all text in Unicode
            }
        }
    }

    private static void session(Connection connection) throws SQLException {
        List<String> told = row(connection, "SELECT @@sql_mode, @@character_set_client, @@character_set_connection");
        if (!told.get(0).contains("STRICT_TRANS_TABLES") && !told.get(0).contains("STRICT_ALL_TABLES")) {
            throw new SQLException(
                    "the warehouse is not in strict mode, so it would truncate long "
                            + "values; set STRICT_TRANS_TABLES in its sql_mode",
                    UNUSABLE);
        }
        if (!told.get(1).equals("utf8mb4") || !told.get(2).equals("utf8mb4")) {
            throw new SQLException("the connection to the warehouse uses %s and %s, which lack some letters; remove that from "
                    .formatted(told.get(1), told.get(2)) + WarehouseSetting.URL.key(), UNUSABLE);
        }
    }

    /** Warns only: PostgreSQL changes no text silently, but refuses a record with letters that its encoding lacks. */
    private static void encoding(Connection connection) throws SQLException {
        String encoding = row(connection, "SHOW server_encoding").get(0);
        if (!encoding.equals("UTF8")) {
            LOG.warn("The warehouse's encoding is {}, so it refuses records with other letters, and they become dead letters. To "
                    + "accept all letters, create the database by CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.", encoding);
        }
    }

    private static void columns(Connection connection, String query, String created) throws SQLException {
        Set<String> tables = new TreeSet<>(Set.of("learner"));
        Stream.of(EventType.values()).map(EventType::snakeCase).forEach(tables::add);
        MADE.matcher(created).results().forEach(made -> tables.add(made.group(1).toLowerCase(Locale.ROOT)));
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                TextColumn column = new TextColumn(rows.getString(1).toLowerCase(Locale.ROOT),
                        rows.getString(2).toLowerCase(Locale.ROOT), rows.getString(3), rows.getString(4), rows.getString(5));
                String fault = tables.contains(column.table()) ? column.fault().orElse(null) : null;
                if (fault != null) {
                    throw new SQLException(fault, UNUSABLE);
                }
            }
        }
    }

    private static List<String> row(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                values.add(row.getString(column));
            }
            return values;
        }
    }
}
