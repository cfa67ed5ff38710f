package serai.journal.operations.alert;

import org.junit.jupiter.api.Test;
import serai.journal.operations.JournalOperations;
import serai.journal.postgresql.Instance;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** Two instances that share a journal find the same thing at the same moment, and one of them tells it. */
class AlertsOfTwoInstancesTest {

    private static final int ALERTS = 50;

    private final SettableClock clock = new SettableClock(Records.RECEIVED);

    @Test
    void eachAlertIsBegunByOneOfThemAndEndedByOne() throws Exception {
        PostgresqlAddress address =
                new PostgresqlAddress(SharedPostgres.database(), SharedPostgres.USER, SharedPostgres.USER, Map.of());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (SqlJournal journal =
                PostgresqlStore.open(address, Instance.named("a", "1.0.0", Set.of()), JournalBounds.DEFAULT, clock);
                JournalOperations one = JournalOperations.open(address, clock);
                JournalOperations other = JournalOperations.open(address, clock)) {
            List<OpenAlerts> both = List.of(one.alerts(), other.alerts());

            assertThat(journal.balances()).isEmpty();
            assertThat(told(threads, both, OpenAlerts::begin)).as("begun").isEqualTo(ALERTS);
            assertThat(one.alerts().all()).hasSize(ALERTS);
            assertThat(told(threads, both, OpenAlerts::end)).as("ended").isEqualTo(ALERTS);
            assertThat(other.alerts().all()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    /** How often one of them was told that it was its own call. */
    private static long told(ExecutorService threads, List<OpenAlerts> both, BiPredicate<OpenAlerts, String> call)
            throws Exception {
        CyclicBarrier sameMoment = new CyclicBarrier(both.size());
        List<Callable<Long>> calls = both.stream().<Callable<Long>>map(alerts -> () -> {
            long own = 0;
            for (int i = 0; i < ALERTS; i++) {
                sameMoment.await(30, SECONDS);
                own += call.test(alerts, "destination-stopped/" + i) ? 1 : 0;
            }
            return own;
        }).toList();
        long sum = 0;
        for (Future<Long> result : threads.invokeAll(calls, 120, SECONDS)) {
            sum += result.get();
        }
        return sum;
    }
}
