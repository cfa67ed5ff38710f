package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import serai.journal.DestinationState;
import serai.journal.operations.search.FoundRecord;
import serai.journal.operations.search.RecordQuery;
import serai.journal.operations.search.RecordSearch;
import serai.journal.postgresql.Instance;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Settlement;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;
import serai.testkit.journal.BetweenQueries;
import serai.testkit.journal.Leased;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Retention purges batches in PostgreSQL after a reader has read their heads, and before it reads their bodies. In SQLite nobody
 * sees that: one connection's queries see the same journal as long as a result is open.
 */
class PurgeBesideReadersTest {

    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private SqlJournal journal;
    private JournalQuery reading;
    private int purged;

    @BeforeEach
    void open() throws Exception {
        String url = SharedPostgres.database();
        journal = PostgresqlStore.open(new PostgresqlAddress(url, SharedPostgres.USER, SharedPostgres.USER, Map.of()),
                Instance.named("one", "1.0.0", Set.of()),
                new JournalBounds(10_000, 1 << 20, 10, 0, Duration.ofDays(30), Duration.ZERO), clock);
        PGSimpleDataSource plain = new PGSimpleDataSource();
        plain.setUrl(url);
        plain.setUser(SharedPostgres.USER);
        reading = new JournalQuery(BetweenQueries.of(plain, sql -> {
            if (sql.startsWith("SELECT base_seq") && sql.contains("ORDER BY base_seq") && !sql.contains("LIMIT 1")) {
                purged += journal.purge();
            }
        }), "the journal");
        append("anna");
        append("ben");
        Leased.settle(journal, new Settlement("lrs", 0, DestinationState.at(2), List.of(), Set.of(), Set.of(), false, Map.of()))
                .join();
        clock.turn(Duration.ofDays(31));
        append("cleo");
    }

    private void append(String learner) {
        journal.append(Records.completion(learner).withReceivedAt(clock.instant()), Set.of("lrs")).toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        journal.close();
        assertThat(purged).isEqualTo(2);
    }

    @Test
    void anExportHasWhatIsLeft() {
        List<String> lines = new ArrayList<>();

        new StoredRecords(reading, false).export(null, null, lines::add);

        assertThat(lines).singleElement().asString().contains("cleo");
    }

    @Test
    void aSearchFindsWhatIsLeft() {
        assertThat(new RecordSearch(reading).find(new RecordQuery(null, null, null, null, null, null, null, RecordQuery.NEWEST, 10))
                .records()).extracting(FoundRecord::seq).containsExactly(3L);
    }

    @Test
    void whatAnEventWasKeptAsFirstIsNotKnownAnyMore() {
        assertThat(new KnownRecords(reading).of(Records.completion("anna"))).isNull();
    }
}
