package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.store.Failure;

import java.time.Duration;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** When a destination that has stopped, or that is down, is asked again. */
class StoppedDestinationTest extends DeliveryToFake {

    @Test
    void aStartTriesAStoppedDestinationAtOnce() {
        append(numbered(0, 5));
        lrs.everything = FailureClass.MISCONFIGURED;
        runFor(Duration.ofSeconds(1));
        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);

        lrs.isMended();
        restart();
        runFor(Duration.ofSeconds(1));

        assertThat(balance()).isEqualTo(new Balance(5, 5, 0, 0, 0));
    }

    @Test
    void aMisconfiguredDestinationStopsAtOnceAndIsAskedOnceAMinute() {
        append(numbered(0, 50));
        lrs.everything = FailureClass.MISCONFIGURED;

        runFor(Duration.ofSeconds(1));
        assertThat(lrs.requests).isOne();
        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        runFor(STOPPED.multipliedBy(10));

        assertThat(lrs.requests).isBetween(9, 12);
        assertThat(balance()).isEqualTo(new Balance(50, 0, 50, 0, 0));
    }

    @Test
    void aDestinationThatIsDownForADayGetsOneRequestABackOffAndNoDeadLetters() {
        append(numbered(0, 300));
        lrs.everything = FailureClass.UNAVAILABLE;
        delivery = delivery(Duration.ofMinutes(10));
        runFor(Duration.ofDays(1));
        assertThat(lrs.requests).isBetween(24 * 6, 24 * 12 + 20);
        assertThat(balance()).isEqualTo(new Balance(300, 0, 300, 0, 0));

        lrs.isMended();
        runFor(Duration.ofMinutes(11));

        assertThat(balance()).isEqualTo(new Balance(300, 300, 0, 0, 0));
        assertThat(lrs.taken).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void aStoppedDestinationThatKnowsTheRecordsAlreadyWorksAgain() {
        append("anna", "ben");
        lrs.everything = FailureClass.MISCONFIGURED;
        runFor(Duration.ofSeconds(1));
        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);

        lrs.everything = FailureClass.CONFLICT; // they had arrived, and only the answer was lost
        runFor(STOPPED.multipliedBy(2));

        assertThat(balance()).isEqualTo(new Balance(2, 2, 0, 0, 0));
        assertThat(state().isTroubled()).isFalse();
    }

    @Test
    void waitsAsLongAsTheDestinationAsksFor() {
        append("anna");
        Delivery asked = new Delivery(journal, "lrs", new BatchLimits(100, 100, 1), new RetryPolicy(
                new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(10), () -> new Random(1)), STOPPED, 3, 3, 50), clock,
                Runnable::run, (kind, records, attempt) -> {
                    throw new DeliveryFailedException(
                            new Failure(FailureClass.UNAVAILABLE, clock.instant(), "429", 429, null, null, null,
                                    clock.instant().plusSeconds(120)),
                            null);
                });

        assertThat(asked.attempt()).hasValue(Duration.ofMinutes(2));
    }
}
