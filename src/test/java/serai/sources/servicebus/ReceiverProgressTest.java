package serai.sources.servicebus;

import org.junit.jupiter.api.Test;
import serai.sources.servicebus.ReceiverState.State;
import serai.testkit.SettableClock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiverProgressTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final ReceiverProgress progress = new ReceiverProgress(PATIENCE, clock, () -> chance(0));

    /** Always the same part of what is asked for, in percent. */
    private static RandomGenerator chance(int percent) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public long nextLong(long bound) {
                return (bound - 1) * percent / 100;
            }
        };
    }

    private State judged(Long... there) {
        return ReceiverState.of(progress.found(List.of(there))).state();
    }

    @Test
    void isWellForAsLongAsThereAreNoMessages() {
        for (int day = 0; day < 10; day++) {
            assertThat(judged()).isEqualTo(State.IDLE);
            clock.turn(Duration.ofDays(1));
        }
    }

    @Test
    void isStalledWhenMessagesHaveBeenThereForTooLongAndNoneCame() {
        assertThat(judged(1L)).isEqualTo(State.WAITING);
        clock.turn(PATIENCE.minusMillis(1));
        assertThat(judged(1L)).isEqualTo(State.WAITING);
        clock.turn(Duration.ofMillis(1));
        assertThat(judged(1L)).isEqualTo(State.STALLED);
    }

    @Test
    void whatStaysAfterARestartForAsLongAgainIsLocked() {
        judged(1L);
        clock.turn(PATIENCE);
        assertThat(judged(1L)).isEqualTo(State.STALLED);
        clock.turn(PATIENCE.minusMillis(1));
        assertThat(judged(1L)).as("the new receiver has time to receive").isEqualTo(State.STALLED);
        clock.turn(Duration.ofMillis(1));
        assertThat(judged(1L)).isEqualTo(State.LOCKED);
        assertThat(progress.found(List.of(1L)).waited()).isEqualTo(PATIENCE.multipliedBy(2));
    }

    @Test
    void whatGoesWithoutComingHereIsSomebodyElses() {
        judged(3L, 4L);
        assertThat(progress.found(List.of(3L, 4L, 5L)).someGone()).isFalse();
        assertThat(progress.found(List.of(4L, 5L)).someGone()).isTrue();
        assertThat(progress.found(List.of(4L, 5L)).someGone()).as("and stays so for as long as none comes").isTrue();
    }

    @Test
    void waitsUpToHalfAsLongAgainByChance() {
        ReceiverProgress patient = new ReceiverProgress(PATIENCE, clock, () -> chance(100));
        patient.found(List.of(1L));
        clock.turn(Duration.ofMinutes(3).minusMillis(1));
        assertThat(patient.found(List.of(1L)).restarts()).isZero();
        clock.turn(Duration.ofMillis(1));
        assertThat(patient.found(List.of(1L)).restarts()).isOne();
    }

    @Test
    void oneMessageThatComesIsProgress() {
        judged(1L);
        clock.turn(PATIENCE);
        progress.begun();
        progress.done();

        assertThat(progress.goesOn()).isTrue();
        assertThat(progress.goesOn()).isFalse();
        assertThat(judged(1L)).isEqualTo(State.WAITING);
    }

    @Test
    void whatIsInHandIsNoReasonForARestartButIsNotHeldForEverInSilence() {
        progress.begun();
        progress.goesOn();
        assertThat(judged(1L)).isEqualTo(State.HANDLING);
        clock.turn(PATIENCE);

        assertThat(judged(1L)).isEqualTo(State.HELD_UP);
        assertThat(progress.found(List.of(1L)).restarts()).isZero();
        progress.done();
        assertThat(judged()).isEqualTo(State.IDLE);
    }

    @Test
    void oneThatIsDoneWithIsProgressOfThoseInHand() {
        progress.begun();
        progress.begun();
        progress.goesOn();
        judged(1L, 2L);
        clock.turn(PATIENCE);
        progress.done();

        assertThat(judged(1L)).isEqualTo(State.HANDLING);
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        judged(1L);
        clock.turn(Duration.ofHours(-1));
        assertThat(judged(1L)).isEqualTo(State.WAITING);
        clock.turn(PATIENCE);
        assertThat(judged(1L)).isEqualTo(State.STALLED);
    }
}
