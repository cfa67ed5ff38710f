package serai.journal.sql.index;

import serai.journal.sql.query.Statements;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Inserts many rows, some of which may be in the table already, by few statements: a row in a statement with many rows costs
 * less than half of a statement of its own. A database server gets each column as an array.
 */
final class BulkInsert<T> {

    /** Rows of a statement with a parameter for each value. With four times as many a row costs the same. */
    static final int ROWS = 32;
    /** Rows of a statement with arrays. */
    static final int ROWS_OF_ARRAYS = 1_024;

    /** A column of whole numbers, or one of bytes. */
    record Column<T>(String name, String type, Function<T, ?> value) {

        static <T> Column<T> ofNumbers(String name, Function<T, Long> value) {
            return new Column<>(name, "bigint", value);
        }

        static <T> Column<T> ofBytes(String name, Function<T, byte[]> value) {
            return new Column<>(name, "bytea", value);
        }

        void set(PreparedStatement insert, int parameter, T row) throws SQLException {
            Object one = value.apply(row);
            if (one instanceof byte[] bytes) {
                insert.setBytes(parameter, bytes);
            } else {
                insert.setLong(parameter, (Long) one);
            }
        }

        /** Values of all rows, as the driver takes them for an array. */
        Object[] values(List<T> rows) {
            Object[] values = type.equals("bytea") ? new byte[rows.size()][] : new Long[rows.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(rows.get(i));
            }
            return values;
        }
    }

    private final String one;
    private final String many;
    private final String arrays;
    private final String arraysOfNew;
    private final List<Column<T>> columns;

    /** @param key names of the columns by which a row is known */
    BulkInsert(String table, String key, List<Column<T>> columns) {
        this.columns = List.copyOf(columns);
        String row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        String into = "INSERT INTO %s (%s) "
                .formatted(table, columns.stream().map(Column::name).collect(Collectors.joining(", ")));
        String unless = " ON CONFLICT (" + key + ") DO NOTHING";
        this.one = into + "VALUES " + row + unless;
        this.many = into + "VALUES " + String.join(", ", Collections.nCopies(ROWS, row)) + unless;
        this.arraysOfNew = into + "SELECT * FROM unnest("
                + columns.stream().map(column -> "?::" + column.type + "[]").collect(Collectors.joining(", ")) + ")";
        this.arrays = arraysOfNew + unless;
    }

    /** Inserts the rows in their order, except for those that are in the table already. */
    void insert(Statements statements, List<T> rows) throws SQLException {
        insert(statements, rows, rows.size());
    }

    /**
     * The same, if the last rows can't be in the table yet: a look-up of each would cost a server as much as the insert.
     *
     * @param newFrom index of the first of these rows
     */
    void insert(Statements statements, List<T> rows, int newFrom) throws SQLException {
        if (statements.takesArrays()) {
            insertArrays(statements.prepare(arrays), rows.subList(0, newFrom));
            insertArrays(statements.prepare(arraysOfNew), rows.subList(newFrom, rows.size()));
            return;
        }
        int whole = rows.size() - rows.size() % ROWS;
        insertValues(statements.prepare(many), ROWS, rows.subList(0, whole));
        insertValues(statements.prepare(one), 1, rows.subList(whole, rows.size()));
    }

    private void insertArrays(PreparedStatement insert, List<T> rows) throws SQLException {
        Connection connection = insert.getConnection();
        for (int from = 0; from < rows.size(); from += ROWS_OF_ARRAYS) {
            List<T> some = rows.subList(from, Math.min(rows.size(), from + ROWS_OF_ARRAYS));
            for (int i = 0; i < columns.size(); i++) {
                insert.setArray(i + 1, connection.createArrayOf(columns.get(i).type, columns.get(i).values(some)));
            }
            insert.executeUpdate();
        }
    }

    private void insertValues(PreparedStatement insert, int each, List<T> rows) throws SQLException {
        for (int i = 0; i < rows.size(); i++) {
            int place = i % each;
            for (int k = 0; k < columns.size(); k++) {
                columns.get(k).set(insert, place * columns.size() + k + 1, rows.get(i));
            }
            if (place == each - 1) {
                insert.executeUpdate();
            }
        }
    }
}
