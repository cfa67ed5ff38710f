package serai.journal.operations.move;

import org.jspecify.annotations.Nullable;
import serai.model.Digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of the journal, whose rows are copied in the order of their key. Rows that the target has already are not copied
 * again, so a copy continues where the last one ended.
 *
 * @param keys  the columns of the primary key
 * @param where which rows are copied
 */
record MovedTable(String name, List<String> keys, String where) {

    /** Bytes, about, and rows after which a part of a copy is committed. */
    private static final long PART_BYTES = 8 << 20;
    private static final int PART_ROWS = 2_000;
    private static final int ROW_BYTES = 100;
    private static final int READ_AT_ONCE = 64;

    /** How many rows a table has, and a digest of all of their columns. */
    record Content(long rows, String digest) {
    }

    /** The Java type of a column's values. Values in SQLite are read with the type that PostgreSQL has for the column. */
    private enum Form {
        NUMBER, TEXT, BYTES, TRUTH
    }

    private record Column(String name, Form form, boolean isTextInSqlite) {
    }

    /** @param keys separated by blanks */
    static MovedTable of(String name, String keys) {
        return new MovedTable(name, List.of(keys.split(" ")), "true");
    }

    /** Called after each part is committed. */
    @FunctionalInterface
    interface AfterPart {
        void copied(long rows) throws SQLException;
    }

    /** Copies the rows that the target lacks, and commits them in parts. */
    void copy(MovedStore from, MovedStore to, AfterPart afterPart) throws SQLException {
        List<Column> columns = columns(from, to);
        String order = String.join(", ", keys);
        List<Object> last = last(columns, to.connection());
        String after = last.isEmpty() ? "" : " AND (%s) > (%s)".formatted(order, marks(keys.size()));
        String insert = "INSERT INTO %s (%s) VALUES (%s)".formatted(name, names(columns), marks(columns.size()));
        try (PreparedStatement select = from.connection().prepareStatement("SELECT %s FROM %s WHERE %s%s ORDER BY %s"
                .formatted(names(columns), name, where, after, order));
                PreparedStatement add = to.connection().prepareStatement(insert)) {
            select.setFetchSize(READ_AT_ONCE);
            for (int i = 0; i < last.size(); i++) {
                select.setObject(i + 1, last.get(i));
            }
            long bytes = 0;
            int rows = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    bytes += ROW_BYTES + add(columns, row, add, to);
                    if (++rows == PART_ROWS || bytes > PART_BYTES) {
                        add.executeBatch();
                        to.connection().commit();
                        afterPart.copied(rows);
                        rows = 0;
                        bytes = 0;
                    }
                }
            }
            add.executeBatch();
            to.connection().commit();
            from.connection().rollback();
            afterPart.copied(rows);
        }
    }

    private long add(List<Column> columns, ResultSet row, PreparedStatement add, MovedStore to) throws SQLException {
        long bytes = 0;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Object value = value(row, i + 1, column.form);
            if (column.name.equals(keys.get(0)) && value instanceof Long key) {
                to.makeRoom(name, key);
            }
            if (value instanceof byte[] content) {
                bytes += content.length;
                value = column.isTextInSqlite && to instanceof MovedFileStore ? new String(content, StandardCharsets.UTF_8)
                        : content;
            }
            add.setObject(i + 1, value);
        }
        add.addBatch();
        return bytes;
    }

    /** The key of the last row that the target has; empty if it has none. */
    private List<Object> last(List<Column> columns, Connection target) throws SQLException {
        String descending = keys.stream().map(key -> key + " DESC").collect(Collectors.joining(", "));
        try (Statement statement = target.createStatement();
                ResultSet row = statement.executeQuery("SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT 1"
                        .formatted(String.join(", ", keys), name, where, descending))) {
            List<Object> last = new ArrayList<>();
            if (row.next()) {
                for (int i = 0; i < keys.size(); i++) {
                    String key = keys.get(i);
                    Form form = columns.stream().filter(column -> column.name.equals(key)).findFirst().orElseThrow().form;
                    Object value = value(row, i + 1, form);
                    if (value != null) {
                        last.add(value);
                    }
                }
            }
            return last;
        } finally {
            target.rollback();
        }
    }

    /** Reads all rows of a side, and their columns as the other side has them. */
    Content content(MovedStore of, MovedStore other) throws SQLException {
        List<Column> columns = columns(of, other);
        MessageDigest digest = Digest.sha256();
        long rows = 0;
        try (PreparedStatement select = of.connection().prepareStatement("SELECT %s FROM %s WHERE %s ORDER BY %s"
                .formatted(names(columns), name, where, String.join(", ", keys)))) {
            select.setFetchSize(READ_AT_ONCE);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows++;
                    for (int i = 0; i < columns.size(); i++) {
                        update(digest, value(row, i + 1, columns.get(i).form));
                    }
                }
            }
        } finally {
            of.connection().rollback();
        }
        return new Content(rows, HexFormat.of().formatHex(digest.digest()));
    }

    private static void update(MessageDigest digest, @Nullable Object value) {
        byte[] bytes = value instanceof byte[] content ? content : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (value == null ? 0 : 1));
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private List<Column> columns(MovedStore one, MovedStore other) throws SQLException {
        MovedStore database = one instanceof MovedDatabaseStore ? one : other;
        MovedStore file = one instanceof MovedFileStore ? one : other;
        List<String> texts = new ArrayList<>();
        try (Statement statement = file.connection().createStatement();
                ResultSet row = statement.executeQuery("PRAGMA table_info(%s)".formatted(name))) {
            while (row.next()) {
                if (row.getString("type").equals("TEXT")) {
                    texts.add(row.getString("name"));
                }
            }
        }
        List<Column> columns = new ArrayList<>();
        try (Statement statement = database.connection().createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM %s WHERE false".formatted(name))) {
            ResultSetMetaData all = none.getMetaData();
            for (int i = 1; i <= all.getColumnCount(); i++) {
                String column = all.getColumnName(i);
                columns.add(new Column(column, form(all.getColumnTypeName(i)), texts.contains(column)));
            }
        } finally {
            database.connection().rollback();
        }
        return columns;
    }

    private static Form form(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "bytea" -> Form.BYTES;
            case "bool" -> Form.TRUTH;
            case "text" -> Form.TEXT;
            default -> Form.NUMBER;
        };
    }

    private static @Nullable Object value(ResultSet row, int index, Form form) throws SQLException {
        Object value = switch (form) {
            case NUMBER -> row.getLong(index);
            case TRUTH -> row.getBoolean(index);
            case TEXT -> row.getString(index);
            case BYTES -> row.getBytes(index);
        };
        return row.wasNull() ? null : value;
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String marks(int count) {
        return IntStream.range(0, count).mapToObj(i -> "?").collect(Collectors.joining(", "));
    }
}
