package serai.journal.postgresql;

import org.junit.jupiter.api.Test;
import serai.journal.DestinationState;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Settlement;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;
import serai.testkit.journal.Leased;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** What an append waits for, besides the database's own work: how often it sends something and waits for the answer. */
class RoundTripsTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);
    private static final int APPENDS = 200;

    private int learners;

    @Test
    void anAppendMakesOneRoundTrip() throws Exception {
        String url = SharedPostgres.database();
        try (CountingRelay relay = new CountingRelay(URI.create(url.substring("jdbc:".length())).getPort());
                PostgresqlJournal journal = open(url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + relay.port()))) {
            append(journal, 2 * APPENDS); // so that statements are prepared, and destinations known
            List<Long> before = relay.roundTrips();
            long begin = System.nanoTime();
            append(journal, APPENDS);
            double micros = (System.nanoTime() - begin) / 1e3 / APPENDS;

            double each = writers(before, relay.roundTrips()) / (double) APPENDS;
            System.out.printf("%.2f round trips and %.0f µs an append%n", each, micros);
            assertThat(each).isBetween(0.9, 1.1);
        }
    }

    /**
     * What another instance has appended is read: its batches, new kinds, the journal's end, and the positions, which tell whether
     * somebody was forgotten.
     */
    @Test
    void anAppendAfterOneOfAnotherInstanceMakesEight() throws Exception {
        String url = SharedPostgres.database();
        try (CountingRelay relay = new CountingRelay(URI.create(url.substring("jdbc:".length())).getPort());
                PostgresqlJournal journal = open(url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + relay.port()));
                PostgresqlJournal other = open(url)) {
            append(journal, APPENDS);
            takeTurns(journal, other);
            List<Long> before = relay.roundTrips();
            takeTurns(journal, other);

            double each = writers(before, relay.roundTrips()) / (double) APPENDS;
            System.out.printf("%.2f round trips after another's append%n", each);
            assertThat(each).isBetween(7.9, 8.1);
        }
    }

    /** The turn, the lease, what stands aside, the destination's row, and the commit. */
    @Test
    void aSettlementMakesFive() throws Exception {
        String url = SharedPostgres.database();
        try (CountingRelay relay = new CountingRelay(URI.create(url.substring("jdbc:".length())).getPort());
                PostgresqlJournal journal = open(url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + relay.port()))) {
            append(journal, 2 * APPENDS);
            long epoch = Leased.epoch(journal, "lrs");
            settle(journal, epoch, 0, APPENDS);
            List<Long> before = relay.roundTrips();
            settle(journal, epoch, APPENDS, 2 * APPENDS);

            double each = writers(before, relay.roundTrips()) / (double) APPENDS;
            System.out.printf("%.2f round trips a settlement%n", each);
            assertThat(each).isBetween(4.9, 5.1);
        }
    }

    private static void settle(PostgresqlJournal journal, long epoch, int from, int to) {
        for (int i = from; i < to; i++) {
            journal.settle(Settlement.of("lrs", i, DestinationState.at(i + 1L)).under(epoch)).toCompletableFuture().join();
        }
    }

    private void takeTurns(PostgresqlJournal journal, PostgresqlJournal other) {
        for (int i = 0; i < APPENDS; i++) {
            append(journal, 1);
            append(other, 1);
        }
    }

    private static PostgresqlJournal open(String url) {
        return PostgresqlStore.open(PostgresqlJournalTest.address(url), PostgresqlJournalTest.instance("one"),
                JournalBounds.DEFAULT, CLOCK);
    }

    /** Of the writer's connection, which makes the most. */
    private static long writers(List<Long> before, List<Long> after) {
        long most = 0;
        for (int i = 0; i < before.size(); i++) {
            most = Math.max(most, after.get(i) - before.get(i));
        }
        return most;
    }

    private void append(PostgresqlJournal journal, int count) {
        for (int i = 0; i < count; i++) {
            LearningRecord record = completion("learner-" + learners++);
            journal.append(record, Set.of("archive", "lrs", "warehouse")).toCompletableFuture().join();
        }
    }
}
