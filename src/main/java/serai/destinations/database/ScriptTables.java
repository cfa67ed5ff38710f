package serai.destinations.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables that a script makes, with their columns: what {@code CREATE TABLE} says of a table that does not exist yet, and
 * what may be lacking in one that does. A name that is quoted or has a schema is passed over.
 */
final class ScriptTables {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptTables.class);
    private static final Pattern COMMENT = Pattern.compile("--[^\\r\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern TABLE =
            Pattern.compile("CREATE TABLE\\s+(?:IF NOT EXISTS\\s+)?(\\w+)\\s*\\(", Pattern.CASE_INSENSITIVE);
    private static final Pattern ANY_TABLE = Pattern.compile("\\b(?:CREATE|ALTER)\\s+TABLE\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern COLUMN = Pattern.compile(
            "(?!(?:PRIMARY|UNIQUE|FOREIGN|CONSTRAINT|CHECK|EXCLUDE|LIKE|KEY|INDEX|FULLTEXT|SPATIAL|PERIOD)\\b)(\\w+) (.+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NEEDS_A_VALUE =
            Pattern.compile("(?!.*\\bDEFAULT\\b).*\\b(?:NOT NULL|PRIMARY KEY)\\b.*", Pattern.CASE_INSENSITIVE);

    /** For each table its columns, and for each column its type, both in the script's order. */
    private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();

    ScriptTables(String script) {
        String statements = withoutComments(script);
        TABLE.matcher(statements).results()
                .forEach(table -> tables.put(lowerCase(table.group(1)), columns(statements, table.end())));
    }

    static String withoutComments(String script) {
        return COMMENT.matcher(script).replaceAll("");
    }

    /** Whether a statement makes a table, whatever its name is. */
    static boolean makesTable(String statement) {
        return ANY_TABLE.matcher(withoutComments(statement)).find();
    }

    /** @param begin the index behind the bracket that opens the list of columns */
    private static Map<String, String> columns(String statements, int begin) {
        Map<String, String> columns = new LinkedHashMap<>();
        int brackets = 1;
        boolean quoted = false;
        int part = begin;
        for (int at = begin; at < statements.length() && brackets > 0; at++) {
            char one = statements.charAt(at);
            quoted ^= one == '\'';
            if (!quoted) {
                brackets += one == '(' ? 1 : one == ')' ? -1 : 0;
            }
            if (brackets == 0 || !quoted && brackets == 1 && one == ',') {
                Matcher column = COLUMN.matcher(statements.substring(part, at).strip().replaceAll("\\s+", " "));
                if (column.matches()) {
                    columns.put(lowerCase(column.group(1)), column.group(2));
                }
                part = at + 1;
            }
        }
        return columns;
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    boolean has(String table) {
        return tables.containsKey(table);
    }

    /** The columns of a table that the script makes, in their order. */
    Set<String> columns(String table) {
        return tables.getOrDefault(table, Map.of()).keySet();
    }

    /**
     * Adds the columns that existing tables lack: an earlier Serai, or the script before it was edited, has made those tables.
     * Views of the script may need the columns.
     *
     * @throws SQLException of the class "not supported" if a lacking column needs a value in each row; the message names it
     */
    void addLackingColumns(Connection connection) throws SQLException {
        for (Map.Entry<String, Map<String, String>> table : tables.entrySet()) {
            Set<String> known = known(table.getKey(), connection);
            if (known.isEmpty()) {
                continue; // it is not there
            }
            for (Map.Entry<String, String> column : table.getValue().entrySet()) {
                if (!known.contains(column.getKey())) {
                    add(table.getKey(), column.getKey(), column.getValue(), connection);
                }
            }
        }
    }

    private static Set<String> known(String table, Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet columns =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), table, null)) {
            while (columns.next()) {
                if (lowerCase(columns.getString("TABLE_NAME")).equals(table)) { // in the pattern, an underscore is any letter
                    names.add(lowerCase(columns.getString("COLUMN_NAME")));
                }
            }
        }
        return names;
    }

    private static void add(String table, String column, String type, Connection connection) throws SQLException {
        String lacking = "the warehouse's table %s lacks the column %s, ".formatted(table, column);
        if (NEEDS_A_VALUE.matcher(type).matches()) {
            throw new SQLException(lacking + "which every row needs; add it, with values, as create.sql has it: " + type, "0A000");
        }
        String addition = "ALTER TABLE %s ADD %s %s".formatted(table, column, type);
        try (Statement statement = connection.createStatement()) {
            statement.execute(addition);
        } catch (SQLException e) {
            throw new SQLException(
                    "%sand Serai can't add it; have somebody do so who may, for this and the others of create.sql: %s"
                            .formatted(lacking, addition),
                    e.getSQLState(), e.getErrorCode(), e);
        }
        LOG.info("The warehouse's table {} lacked the column {}; Serai has added it. It is empty in the rows that were there.",
                table, column);
    }
}
