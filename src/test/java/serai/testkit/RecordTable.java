package serai.testkit;

import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.batch.RecordBatch;
import serai.journal.sql.query.Checksum;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/**
 * The journal's records as rows, for tests that look into it by SQL: a temporary table {@code record} of a connection, with the
 * columns seq, base_seq, kind, received_at, json, json_sum, raw and raw_sum.
 */
public final class RecordTable {

    private static final Pattern USED = Pattern.compile("\\b(FROM|JOIN) record\\b");

    private RecordTable() {
    }

    /** Makes the table, or adds what was appended and takes out what was purged since, if the query needs it. */
    public static void update(Connection connection, String query) throws SQLException {
        if (USED.matcher(query).find()) {
            update(connection);
        }
    }

    /** Makes the table, or adds what was appended and takes out what was purged since. */
    public static void update(Connection connection) throws SQLException {
        boolean sqlite = connection.getMetaData().getURL().startsWith("jdbc:sqlite:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TEMP TABLE IF NOT EXISTS record (seq BIGINT PRIMARY KEY, base_seq BIGINT, kind BIGINT,
                        received_at BIGINT, json %1$s, json_sum BIGINT, raw %2$s, raw_sum BIGINT)"""
                    .formatted(sqlite ? "TEXT" : "BYTEA", sqlite ? "BLOB" : "BYTEA"));
            statement.execute("DELETE FROM record WHERE base_seq NOT IN (SELECT base_seq FROM record_batch)");
        }
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT base_seq, count, body FROM record_batch
                WHERE base_seq > (SELECT coalesce(max(base_seq), 0) FROM record) ORDER BY base_seq""");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO record VALUES (?, ?, ?, ?, %s, ?, ?, ?)".formatted(sqlite ? "cast(? AS TEXT)" : "?"));
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                for (BatchedRecord record : RecordBatch.read(row.getLong(1), row.getBytes(3)).records()) {
                    insert.setLong(1, record.seq());
                    insert.setLong(2, row.getLong(1));
                    insert.setInt(3, record.kind());
                    insert.setLong(4, record.receivedAt());
                    insert.setBytes(5, record.json());
                    insert.setLong(6, Checksum.of(record.seq(), record.kind(), record.json()));
                    insert.setBytes(7, record.raw());
                    insert.setLong(8, Checksum.of(record.seq(), record.raw()));
                    insert.executeUpdate();
                }
            }
        } catch (DamagedBatchException e) {
            throw new IllegalStateException(e);
        }
    }
}
