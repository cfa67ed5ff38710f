package serai.destinations.deadlines;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.event.CamelContextStartingEvent;
import org.apache.camel.impl.event.CamelContextStoppingEvent;
import org.junit.jupiter.api.Test;
import serai.journal.attempt.AttemptLease;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

class DeadlinesTest {

    private final CamelContext context = new DefaultCamelContext();
    private final Deadlines deadlines = new Deadlines();

    @Test
    void aStopEndsWhatDoesNotEndByItself() throws Exception {
        deadlines.notify(new CamelContextStoppingEvent(context));

        assertThat(isEnded()).isTrue();
    }

    @Test
    void aContextThatIsStartedAgainRightAwayEndsNothing() throws Exception {
        deadlines.notify(new CamelContextStoppingEvent(context));
        deadlines.notify(new CamelContextStartingEvent(context));

        assertThat(isEnded()).isFalse();
    }

    /** A host may take its class loader away at once. */
    @Test
    void noThreadIsLeftWhenTheContextHasStopped() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet(); // other tests' among them
        for (int round = 0; round < 200; round++) {
            Deadlines ended = new Deadlines();
            ended.start();
            ended.within(Duration.ofMinutes(1), () -> {}, () -> {});
            ended.notify(new CamelContextStoppingEvent(context));
            ended.stop();

            assertThat(Thread.getAllStackTraces().keySet()).as("round %s", round)
                    .filteredOn(thread -> !before.contains(thread)).extracting(Thread::getName)
                    .doesNotContain("destinations-deadlines");
        }
    }

    @Test
    void anAttemptEndsWithItsLeaseAndSaysSo() throws Exception {
        AtomicReference<Duration> left = new AtomicReference<>(Duration.ofMillis(50));
        AttemptLease lease = new AttemptLease(() -> left.getAndSet(Duration.ZERO));

        IOException failure = lease.call(() -> {
            CountDownLatch ended = new CountDownLatch(1);
            try (Deadline attempt = deadlines.begin(Duration.ofMinutes(1))) {
                attempt.abortBy(ended::countDown);
                assertThat(ended.await(30, SECONDS)).isTrue();
                return attempt.failure(new IOException());
            }
        });

        assertThat(failure).hasMessageContaining("its lease could not be renewed");
        assertThat(AttemptLease.current()).isSameAs(AttemptLease.UNENDING);
    }

    @Test
    void anAttemptGoesOnWhileItsLeaseIsRenewedAndEndsWithItsTime() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AttemptLease lease = new AttemptLease(() -> Duration.ofMillis(asked.incrementAndGet()));

        IOException failure = lease.call(() -> {
            CountDownLatch ended = new CountDownLatch(1);
            try (Deadline attempt = deadlines.begin(Duration.ofMillis(300))) {
                attempt.abortBy(ended::countDown);
                assertThat(ended.await(30, SECONDS)).isTrue();
                return attempt.failure(new IOException());
            }
        });

        assertThat(failure).hasMessageContaining("has taken longer than 300 ms");
        assertThat(asked).hasValueGreaterThan(3);
    }

    private boolean isEnded() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (Deadline attempt = deadlines.begin(Duration.ofMinutes(1))) {
            attempt.abortBy(ended::countDown);
            return ended.await(Deadlines.GRACE.toSeconds() + 2, SECONDS);
        }
    }
}
