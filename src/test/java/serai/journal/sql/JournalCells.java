package serai.journal.sql;

import serai.journal.sql.query.SqlFailure;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.fail;

/** What stands in the columns of a journal's tables, and what a wrong bit makes of it. */
final class JournalCells implements AutoCloseable {

    record Column(String table, String name) {
    }

    /** A row, by the names of its columns. */
    record Row(Column column, List<String> keys, Map<String, Object> cells) {

        Object value() {
            return cells.get(column.name);
        }

        Row with(Object value) {
            Map<String, Object> changed = new LinkedHashMap<>(cells);
            changed.put(column.name, value);
            return new Row(column, keys, changed);
        }
    }

    private final Connection connection;

    JournalCells(Connection connection) {
        this.connection = connection;
    }

    List<Row> rows(Column column, List<String> keys, int most) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM %s WHERE %s IS NOT NULL ORDER BY %s LIMIT %s"
                        .formatted(column.table, column.name, keys.isEmpty() ? "1" : String.join(", ", keys), most))) {
            while (found.next()) {
                Map<String, Object> cells = new TreeMap<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    if (found.getObject(i) != null) {
                        cells.put(found.getMetaData().getColumnName(i), found.getObject(i));
                    }
                }
                rows.add(new Row(column, keys, cells));
            }
        }
        return rows;
    }

    /** The value with one bit changed: a low one, and a high one. */
    static List<Object> flipped(Object value) {
        if (value instanceof Number number) {
            return List.of(number.longValue() ^ 1, number.longValue() ^ 1L << 33);
        }
        if (value instanceof Boolean truth) {
            return List.of(!truth);
        }
        byte[] bytes = value instanceof byte[] blob ? blob : value.toString().getBytes(StandardCharsets.UTF_8);
        List<Object> flipped = new ArrayList<>();
        for (int at : IntStream.of(bytes.length / 2, bytes.length - 1).filter(at -> at < bytes.length && at >= 0).distinct()
                .toArray()) {
            byte[] other = bytes.clone();
            other[at] ^= 1;
            flipped.add(value instanceof byte[] ? other : new String(other, StandardCharsets.UTF_8));
        }
        return flipped;
    }

    /** @return false if a key is not to be that */
    boolean change(Row row, Object value) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE %s SET %s = ? WHERE %s".formatted(row.column.table,
                row.column.name, String.join(" AND ", row.keys.stream().map(key -> key + " = ?").toList())))) {
            update.setObject(1, value);
            for (int i = 0; i < row.keys.size(); i++) {
                update.setObject(i + 2, row.cells.get(row.keys.get(i)));
            }
            if (update.executeUpdate() != 1) {
                fail("no such row: " + row.column);
            }
            return true;
        } catch (SQLException e) {
            if (SqlFailure.isRefusal(e)) {
                return false;
            }
            throw e;
        }
    }

    List<String> strings(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
