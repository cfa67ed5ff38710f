package serai.destinations.deadlines;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.event.CamelContextStartingEvent;
import org.apache.camel.impl.event.CamelContextStoppingEvent;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

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

    private boolean isEnded() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (Deadline attempt = deadlines.begin(Duration.ofMinutes(1))) {
            attempt.abortBy(ended::countDown);
            return ended.await(Deadlines.GRACE.toSeconds() + 2, SECONDS);
        }
    }
}
