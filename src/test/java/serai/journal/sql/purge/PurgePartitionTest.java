package serai.journal.sql.purge;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.postgresql.Instance;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.postgresql.PostgresqlJournal;
import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.Rows;
import serai.journal.sql.query.Statements;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.SizeLimit;
import serai.journal.sql.write.Transaction;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Two instances have found the same old partition. The table has ten base numbers a partition here, and batches of one record. */
class PurgePartitionTest {

    private static final String PLACE = "the journal";
    private static final long YOUNG = Long.MAX_VALUE;

    private String url;
    private HikariDataSource pool;

    @BeforeEach
    void fill() throws SQLException {
        url = SharedPostgres.database();
        PostgresqlAddress address = new PostgresqlAddress(url, SharedPostgres.USER, SharedPostgres.USER, Map.of());
        try (PostgresqlJournal journal = PostgresqlStore.open(address, Instance.named("one", "1.0.0", Set.of()),
                new JournalBounds(10_000, 1 << 20, 10, 0, Duration.ZERO, Duration.ZERO), Clock.systemUTC())) {
            SharedPostgres.execute(url, "CREATE OR REPLACE FUNCTION partition_length() RETURNS bigint LANGUAGE sql IMMUTABLE "
                    + "AS 'SELECT 10::bigint'");
            for (int i = 0; i < 25; i++) {
                journal.append(Records.completion("learner-" + i), Set.of("archive")).toCompletableFuture().join();
            }
        }
        SharedPostgres.execute(url, "UPDATE destination SET cursor = 25");
        pool = PostgresqlStore.beside(address);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void doesNothingWhereAnotherInstanceHasEmptiedAndDroppedThePartition() throws SQLException {
        List<PurgePartition.Old> found = PurgePartition.find(new JournalQuery(pool, PLACE), new Emptied(), YOUNG);
        assertThat(found).hasSize(2);
        assertThat(purge(found.get(0))).as("by the other").isEqualTo(9);
        SharedPostgres.execute(url, "SELECT drop_partition('record_batch_0')");

        assertThat(purge(found.get(0))).isZero();

        assertThat(SharedPostgres.rows(url, "SELECT first_seq, last_seq FROM purged")).containsExactly("1|9");
        assertThat(purge(found.get(1))).as("what follows").isEqualTo(10);
        assertThat(SharedPostgres.rows(url, "SELECT first_seq, last_seq FROM purged")).containsExactly("1|19");
    }

    private long purge(PurgePartition.Old old) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            Transaction transaction =
                    new Transaction(connection, unused -> {}, PostgresqlStore.session(), new SizeLimit(PLACE, 0));
            transaction.begin();
            long purged = new PurgePartition(new Emptied(), old).apply(transaction);
            transaction.commit();
            return purged;
        }
    }

    /** The two filled partitions, emptied by the function of the schema. */
    private record Emptied() implements Partitions {

        @Override
        public List<Partition> all(Rows rows) {
            return List.of(new Partition("record_batch_0", 0, 10), new Partition("record_batch_10", 10, 20));
        }

        @Override
        public boolean empty(Statements statements, Partition partition) throws SQLException {
            return statements.rows("SELECT empty_partition(?)", row -> row.getBoolean(1), partition.name()).get(0);
        }

        @Override
        public void dropEmpty(long lastSeq) {
            throw new AssertionError("not asked for");
        }
    }
}
