package serai.doctor.database;

import serai.destinations.database.DatabaseFailure;
import serai.doctor.Observations;
import serai.journal.attempt.FailureClass;
import serai.model.FailureText;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out for each statement whether its tables are there, with their columns, and whether Serai may write to them. */
final class StatementTables {

    private static final Pattern INTO = Pattern.compile("(?i)\\b(?:INSERT|MERGE)\\s+INTO\\s+([\\w.\"\\[\\]`]+)");
    private static final Set<String> MISSING = Set.of("42P01", "42S02");
    private static final String SQL_SERVER_MAY = "SELECT has_perms_by_name(?, 'OBJECT', 'INSERT')";

    private final ReadOnlyQueries queries;
    private final Dialect dialect;
    private final boolean makes;

    /** @param makes whether the first delivery makes missing tables */
    StatementTables(ReadOnlyQueries queries, Dialect dialect, boolean makes) {
        this.queries = queries;
        this.dialect = dialect;
        this.makes = makes;
    }

    /** @param statements the statements, by the names of their files without {@code .sql} */
    void examine(Map<String, String> statements, Observations observations) throws SQLException {
        observations.trying("tables");
        List<String> missing = new ArrayList<>();
        List<String> good = new ArrayList<>();
        for (Map.Entry<String, String> statement : new TreeMap<>(statements).entrySet()) {
            try {
                if (isThere(statement.getValue(), statement.getKey(), observations)) {
                    good.add(statement.getKey());
                }
            } catch (SQLException e) {
                if (isMissing(e)) {
                    missing.add(statement.getKey());
                } else {
                    observe(statement.getKey(), e, observations);
                }
            }
        }
        if (!good.isEmpty()) {
            observations.ok("the statements have their tables, and Serai may write to them: " + String.join(", ", good));
        }
        if (!missing.isEmpty()) {
            observeMissing(String.join(", ", missing), observations);
        }
    }

    private boolean isThere(String statement, String name, Observations observations) throws SQLException {
        if (!dialect.explain().isEmpty()) {
            queries.explain(dialect.explain(), statement);
            return true;
        }
        Matcher into = INTO.matcher(statement);
        if (dialect.port() == 0 || !into.find()) {
            return false; // Serai does not know how to ask this kind of database
        }
        Optional<String> may = queries.text(SQL_SERVER_MAY, into.group(1));
        if (may.isEmpty()) {
            throw new SQLException("no such table", "42S02");
        }
        if (may.get().equals("0")) {
            observations.fail("%s.sql: the user may not write to its table".formatted(name),
                    "grant it INSERT, UPDATE and SELECT there");
            return false;
        }
        return true;
    }

    private static boolean isMissing(SQLException failure) {
        return MISSING.contains(String.valueOf(failure.getSQLState()))
                || String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("no such table");
    }

    private static void observe(String name, SQLException failure, Observations observations) {
        String told = "%s.sql: %s".formatted(name, FailureText.firstLine(failure));
        if (DatabaseFailure.meaning(failure) == FailureClass.FORBIDDEN) {
            observations.fail(told, "grant the user INSERT, UPDATE and SELECT there");
        } else {
            observations.fail(told, "change the table, or the statement in its file");
        }
    }

    private void observeMissing(String names, Observations observations) {
        if (!makes) {
            observations.fail("tables are missing for the statements " + names,
                    "make them, or name the script that does in create of the destination's WarehouseDataSource");
        } else if (dialect.mayMake().isEmpty() || ReadOnlyQueries.isTrue(queries.known(dialect.mayMake()))) {
            observations.ok("the first delivery makes the tables that are not there yet, for the statements " + names);
        } else {
            observations.fail("tables are missing for the statements %s, and the user may not make them".formatted(names),
                    "make them by create.sql, or grant the user CREATE there");
        }
    }
}
