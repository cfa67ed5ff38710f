package serai.journal.postgresql;

import org.junit.jupiter.api.Test;
import serai.journal.DeadLetterId;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.DeadLetterFilter;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Failure;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;
import serai.testkit.journal.Leased;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/**
 * An hour in which each minute records come, are delivered, some become dead letters, an operator drops those, and a purge deletes
 * what is older than ten minutes: nothing of the journal may grow but what outlives its records.
 * {@code -Dserai.churn.records=} says how many records come in that hour.
 */
class ChurnTest {

    private static final int MINUTES = 60;
    private static final int RECORDS = Integer.getInteger("serai.churn.records", 24_000);
    /** As many partitions as ten million records have in partitions of the usual length. */
    private static final int PARTITION = Math.max(250, Math.min(131_072, RECORDS / 76));
    private static final Duration RETENTION = Duration.ofMinutes(10);
    private static final int PAGE = 1_000;
    private static final int DEAD_EVERY = 200;

    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private String url;
    private int learners;

    /** A table with its partitions. */
    private record Size(String table, long bytes, long indexBytes, long live, long dead) {
    }

    @Test
    void theTablesStayHealthyUnderChurn() throws SQLException {
        url = SharedPostgres.database();
        Map<String, Size> before;
        Map<String, Size> after;
        try (PostgresqlJournal journal = PostgresqlStore.open(PostgresqlJournalTest.address(url),
                PostgresqlJournalTest.instance("one"), new JournalBounds(10_000, 8 << 20, 10, 0, RETENTION, Duration.ZERO), clock);
                JournalOperations operations = JournalOperations.open(PostgresqlJournalTest.address(url), clock)) {
            SharedPostgres.execute(url,
                    "CREATE OR REPLACE FUNCTION partition_length() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT %s::bigint'"
                            .formatted(PARTITION));
            journal.onAppend("lrs", () -> {
            });
            await().atMost(Duration.ofSeconds(30)).until(() -> journal.epoch("lrs").isPresent());
            for (int minute = 0; minute < MINUTES / 3; minute++) {
                live(journal, operations);
            }
            before = sizes();
            for (int minute = MINUTES / 3; minute < MINUTES; minute++) {
                live(journal, operations);
            }
            after = sizes();
        }

        after.values().forEach(
                size -> System.out.printf("%-15s %,12d bytes, indexes %,12d, rows %,9d, dead %,9d (after 20 minutes: %s)%n",
                        size.table, size.bytes, size.indexBytes, size.live, size.dead, before.get(size.table)));
        assertThat(after.get("record_batch").bytes).isLessThan(before.get("record_batch").bytes * 3 / 2);
        assertThat(after.get("record_batch").dead).as("only where a partition is purged by ranges")
                .isLessThanOrEqualTo(2L * PARTITION);
        for (String small : List.of("destination", "source", "writing", "purged", "lease", "instance", "position", "remembered")) {
            assertThat(after.get(small).bytes).as(small).isLessThan(1 << 20);
        }
        assertThat(after.get("aside").bytes).isLessThan(Math.max(2 << 20, before.get("aside").bytes * 2));
    }

    private void live(PostgresqlJournal journal, JournalOperations operations) {
        List<CompletableFuture<?>> appends = new ArrayList<>();
        for (int i = 0; i < RECORDS / MINUTES; i++) {
            appends.add(journal.append(completion("learner-" + learners++).withReceivedAt(clock.instant()), Set.of("lrs"))
                    .toCompletableFuture());
            if (appends.size() == 100) { // so that batches have as many records as those of a busy webhook
                appends.forEach(CompletableFuture::join);
                appends.clear();
            }
        }
        appends.forEach(CompletableFuture::join);
        deliver(journal);
        List<DeadLetterId> dead = new ArrayList<>();
        operations.deadLetters().each(DeadLetterFilter.ALL, letter -> dead.add(letter.id()));
        operations.deadLetters().drop(dead, "churn");
        clock.turn(Duration.ofMinutes(1));
        journal.purge();
    }

    private void deliver(PostgresqlJournal journal) {
        Failure refused = new Failure(FailureClass.REFUSED, clock.instant(), "no", 400, "no", null, null, null);
        while (true) {
            long from = journal.state("lrs").orElseThrow().cursor();
            Page page = journal.read("lrs", from, PAGE);
            if (page.upTo() == from) {
                return;
            }
            List<Settled> settled = page.entries().stream().map(entry -> entry.seq() % DEAD_EVERY == 0
                    ? new Settled(entry, RecordState.DEAD, refused, null, true, false) : Settled.delivered(entry, false)).toList();
            Leased.settle(journal, new Settlement("lrs", from, DestinationState.at(page.upTo()), settled, Set.of(), Set.of(), false,
                    Map.of("position", Long.toString(page.upTo())))).join();
        }
    }

    private Map<String, Size> sizes() throws SQLException {
        return SharedPostgres.rows(url, """
                SELECT regexp_replace(c.relname, '_[0-9]+$', ''), sum(pg_total_relation_size(c.oid)), sum(pg_indexes_size(c.oid)),
                       sum(coalesce(n_live_tup, 0)), sum(coalesce(n_dead_tup, 0))
                FROM pg_class c LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
                WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 1""").stream()
                .map(row -> row.split("\\|"))
                .map(row -> new Size(row[0], Long.parseLong(row[1]), Long.parseLong(row[2]), Long.parseLong(row[3]),
                        Long.parseLong(row[4])))
                .collect(Collectors.toMap(Size::table, Function.identity(), (one, other) -> one, TreeMap::new));
    }
}
