package serai.destinations.database;

import serai.model.EventType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tables with the names that Serai gave them before each was named after its type. New tables beside them would hold one half
 * of the rows, and nobody would notice, so the destination stops.
 */
final class FormerTables {

    private static final Map<String, EventType> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("login", EventType.LOGGED_IN);
        NAMES.put("course_start", EventType.COURSE_STARTED);
        NAMES.put("module_completion", EventType.MODULE_COMPLETED);
        NAMES.put("course_completion", EventType.COURSE_COMPLETED);
        NAMES.put("learning_path_completion", EventType.LEARNING_PATH_COMPLETED);
    }

    private FormerTables() {
    }

    /**
     * @param created the tables that the script makes
     * @throws SQLException of the class "not supported" if there is such a table and the script makes its successor; the message
     * has the statements that rename it
     */
    static void refuse(String url, Connection connection, ScriptTables created) throws SQLException {
        Map<String, EventType> found = new LinkedHashMap<>();
        for (Map.Entry<String, EventType> former : NAMES.entrySet()) {
            if (!created.has(former.getKey()) && created.has(former.getValue().snakeCase())
                    && isSerais(former.getKey(), connection)) {
                found.put(former.getKey(), former.getValue());
            }
        }
        if (!found.isEmpty()) {
            boolean sqlServer = url.startsWith("jdbc:sqlserver:");
            String renaming = found.entrySet().stream()
                    .map(table -> (sqlServer ? "EXEC sp_rename '%s', '%s';" : "ALTER TABLE %s RENAME TO %s;")
                            .formatted(table.getKey(), table.getValue().snakeCase()))
                    .collect(Collectors.joining(" "));
            throw new SQLException("the warehouse has %s of an earlier Serai, and tables are named after types now; rename: %s%s"
                    .formatted(String.join(", ", found.keySet()), renaming,
                            sqlServer ? " DROP VIEW IF EXISTS completed, time_to_complete, unfinished;" : ""),
                    "0A000");
        }
    }

    /** Whether there is such a table with the key of Serai's tables; another program may have one of that name. */
    private static boolean isSerais(String table, Connection connection) throws SQLException {
        try (ResultSet column = connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), table,
                "record_id")) {
            return column.next();
        }
    }
}
