package serai.sources;

import org.junit.jupiter.api.Test;
import serai.SettableClock;
import serai.sources.Progress.Judgement;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Progress progress = new Progress(PATIENCE, clock, () -> chance(0));

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

    @Test
    void isWellForAsLongAsThereAreNoMessages() {
        for (int day = 0; day < 10; day++) {
            assertThat(progress.judged(false)).isEqualTo(Judgement.WELL);
            clock.turn(Duration.ofDays(1));
        }
    }

    @Test
    void isStalledWhenMessagesHaveBeenThereForTooLongAndNoneCame() {
        assertThat(progress.judged(true)).isEqualTo(Judgement.WAITING);
        clock.turn(PATIENCE.minusMillis(1));
        assertThat(progress.judged(true)).isEqualTo(Judgement.WAITING);
        clock.turn(Duration.ofMillis(1));
        assertThat(progress.judged(true)).isEqualTo(Judgement.STALLED);
    }

    @Test
    void waitsUpToHalfAsLongAgainByChance() {
        Progress patient = new Progress(PATIENCE, clock, () -> chance(100));
        patient.judged(true);
        clock.turn(Duration.ofSeconds(180).minusMillis(1));
        assertThat(patient.judged(true)).isEqualTo(Judgement.WAITING);
        clock.turn(Duration.ofMillis(1));
        assertThat(patient.judged(true)).isEqualTo(Judgement.STALLED);
    }

    @Test
    void oneMessageThatComesIsProgress() {
        progress.judged(true);
        clock.turn(PATIENCE);
        progress.begun();
        progress.done();

        assertThat(progress.goesOn()).isTrue();
        assertThat(progress.goesOn()).isFalse();
        assertThat(progress.judged(true)).isEqualTo(Judgement.WAITING);
    }

    @Test
    void whatIsBeingHandledIsNotWaitedForHoweverLongThatTakes() {
        progress.begun();
        progress.goesOn();
        progress.judged(true);
        clock.turn(Duration.ofDays(1));

        assertThat(progress.judged(true)).isEqualTo(Judgement.WELL);
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        progress.judged(true);
        clock.turn(Duration.ofHours(-1));
        assertThat(progress.judged(true)).isEqualTo(Judgement.WAITING);
        clock.turn(PATIENCE);
        assertThat(progress.judged(true)).isEqualTo(Judgement.STALLED);
    }
}
