package serai.journal.delivery.retry;

import org.junit.jupiter.api.Test;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** A wait ends in time, also if the clock is set back meanwhile. */
class BoundedWaitTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final BoundedWait wait = new BoundedWait(clock);

    @Test
    void isOverBeforeItBegins() {
        assertThat(wait.isOver(MINUTE)).isTrue();
    }

    @Test
    void lastsUntilItsTime() {
        wait.begin(Duration.ofSeconds(30));

        clock.turn(Duration.ofSeconds(10));
        assertThat(wait.left(MINUTE)).isEqualTo(Duration.ofSeconds(20));
        clock.turn(Duration.ofSeconds(20));
        assertThat(wait.isOver(MINUTE)).isTrue();
    }

    @Test
    void isNotLongerThanItsBoundAfterTheClockWasSetBack() {
        wait.until(Records.RECEIVED.plusSeconds(30));

        clock.turn(Duration.ofDays(-1));
        assertThat(wait.left(MINUTE)).isEqualTo(MINUTE);
        clock.turn(MINUTE);
        assertThat(wait.isOver(MINUTE)).isTrue();
    }
}
