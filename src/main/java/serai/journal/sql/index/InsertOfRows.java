package serai.journal.sql.index;

import serai.journal.sql.query.Statements;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Inserts many rows by few statements: a row of a statement that has many costs less than half of a statement of its own. */
final class InsertOfRows {

    /** Rows of a statement. With four times as many a row costs the same. */
    static final int ROWS = 32;

    /** Sets the parameters of one row. */
    @FunctionalInterface
    interface Row<T> {
        /** @param first number of the row's first parameter */
        void set(PreparedStatement insert, int first, T row) throws SQLException;
    }

    private final String one;
    private final String many;
    private final int columns;

    /**
     * @param into    table, and columns in parentheses
     * @param columns their number
     * @param rest    of the statement, behind the values
     */
    InsertOfRows(String into, int columns, String rest) {
        String row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
        this.one = statement(into, List.of(row), rest);
        this.many = statement(into, Collections.nCopies(ROWS, row), rest);
        this.columns = columns;
    }

    private static String statement(String into, List<String> rows, String rest) {
        return "INSERT INTO " + into + " VALUES " + String.join(", ", rows) + " " + rest;
    }

    /** Inserts the rows in their order. */
    <T> void insert(Statements statements, List<T> rows, Row<T> row) throws SQLException {
        int whole = rows.size() - rows.size() % ROWS;
        insert(statements.prepare(many), ROWS, rows.subList(0, whole), row);
        insert(statements.prepare(one), 1, rows.subList(whole, rows.size()), row);
    }

    private <T> void insert(PreparedStatement insert, int each, List<T> rows, Row<T> row) throws SQLException {
        for (int i = 0; i < rows.size(); i++) {
            int place = i % each;
            row.set(insert, place * columns + 1, rows.get(i));
            if (place == each - 1) {
                insert.executeUpdate();
            }
        }
    }
}
