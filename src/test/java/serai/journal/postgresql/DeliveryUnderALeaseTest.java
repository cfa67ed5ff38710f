package serai.journal.postgresql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/** A delivery settles what it has sent under the lease under which it has read it, and under no later one. */
class DeliveryUnderALeaseTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    /** What befalls the lease while an attempt is under way. */
    @FunctionalInterface
    private interface Meanwhile {
        void happens() throws SQLException;
    }

    private final List<String> sent = new ArrayList<>();
    private String url;
    private LeasedInstance instance;
    private Meanwhile meanwhile = () -> {
    };

    @BeforeEach
    void open() throws SQLException {
        url = SharedPostgres.database();
        instance = LeasedInstance.open(1, url, CLOCK, List.of("lrs"));
        instance.submit(completion("anna"), Set.of("lrs")).join();
        await().atMost(30, SECONDS).until(() -> instance.journal().epoch("lrs").isPresent());
    }

    @AfterEach
    void close() {
        instance.journal().close();
    }

    private Delivery delivery() {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> new Random(1));
        return new Delivery(instance.journal(), "lrs", new BatchLimits(10, 10, 1),
                new RetryPolicy(backOff, Duration.ofSeconds(60), 3, 4, 5), CLOCK, Runnable::run, (kind, records, attempt) -> {
                    records.forEach(record -> sent.add(record.learner().id()));
                    Meanwhile once = meanwhile;
                    meanwhile = () -> {
                    };
                    once.happens();
                });
    }

    private OptionalLong cursor() {
        return instance.journal().state("lrs").map(DestinationState::cursor).stream().mapToLong(Long::longValue).findFirst();
    }

    /** Another instance has taken the lease, has sent the page, and was killed before it could settle it. */
    @Test
    void whatWasSentBeforeTheLeaseHasBeenAwayIsNotSettledUnderTheNextOne() throws SQLException {
        long epoch = instance.journal().epoch("lrs").orElseThrow();
        meanwhile = () -> {
            SharedPostgres.execute(url, """
                    UPDATE lease SET instance = gen_random_uuid(), epoch = epoch + 1, until = now() - interval '1 ms'""");
            await().atMost(60, SECONDS).until(() -> instance.journal().epoch("lrs").orElse(0) > epoch + 1);
        };
        Delivery before = delivery();
        before.attempt();
        before.end();

        assertThat(cursor()).as("the cursor when the lease has come back").hasValue(0);
        Delivery after = delivery();
        after.attempt();
        after.end();
        assertThat(sent).containsExactly("anna", "anna");
        assertThat(instance.journal().balances()).containsEntry("lrs", new Balance(1, 1, 0, 0, 0));
    }

    @Test
    void whatWasSentIsSettledThoughTheLeaseHasEndedIfNobodyHasTakenIt() throws SQLException {
        meanwhile = () -> {
            instance.leases().wantNoLonger("lrs");
            instance.leases().release("lrs");
            await().atMost(60, SECONDS).until(() -> instance.journal().epoch("lrs").isEmpty()
                    && SharedPostgres.rows(url, "SELECT until < now() FROM lease").equals(List.of("t")));
        };
        Delivery delivery = delivery();
        delivery.attempt();
        delivery.end();

        assertThat(cursor()).hasValue(1);
        assertThat(sent).containsExactly("anna");
    }
}
