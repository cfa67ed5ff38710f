package serai.journal.postgresql;

import serai.journal.sql.purge.Partitions;
import serai.journal.sql.query.Rows;
import serai.journal.sql.query.Statements;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/** The partitions of the table {@code record_batch}; each is named after the first base number that belongs to it. */
record BatchPartitions(DataSource pool) implements Partitions {

    private static final String ALL = """
            SELECT name, first_seq, first_seq + partition_length()
            FROM (SELECT relname::text AS name, substring(relname FROM '[0-9]+$')::bigint AS first_seq
                  FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                  WHERE inhparent = 'record_batch'::regclass) AS partition
            ORDER BY first_seq""";

    @Override
    public List<Partition> all(Rows rows) throws SQLException {
        return rows.rows(ALL, BatchPartitions::partition);
    }

    private static Partition partition(ResultSet row) throws SQLException {
        return new Partition(row.getString(1), row.getLong(2), row.getLong(3));
    }

    @Override
    public boolean empty(Statements statements, Partition partition) throws SQLException {
        return statements.rows("SELECT empty_partition(?)", row -> row.getBoolean(1), partition.name()).get(0);
    }

    /** Each in a transaction of its own, since a dropped table is locked until its transaction ends. */
    @Override
    public void dropEmpty(long lastSeq) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            List<Partition> filled = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(ALL); ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    filled.add(partition(row));
                }
            }
            filled.removeIf(partition -> !partition.isFilled(lastSeq));
            for (Partition partition : filled) {
                connection.rollback();
                try (PreparedStatement drop = connection.prepareStatement("SELECT drop_partition(?)")) {
                    drop.setString(1, partition.name());
                    drop.execute();
                }
                connection.commit();
            }
        }
    }
}
