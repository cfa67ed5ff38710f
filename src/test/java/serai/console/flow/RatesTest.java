package serai.console.flow;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class RatesTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private final Rates rates = new Rates(unused -> Map.of());

    @Test
    void countsWhatHasComeInTheLastMinute() {
        for (int second = 0; second <= 300; second += 2) {
            rates.look(NOON.plusSeconds(second), Map.of("lrs", 3L * second));
        }

        assertThat(rates.perMinute("lrs")).isBetween(179.0, 181.0);
    }

    @Test
    void makesNoFloodOfTheFirstEvent() {
        rates.look(NOON, Map.of());
        rates.look(NOON.plusSeconds(2), Map.of("lrs", 1L));

        assertThat(rates.perMinute("lrs")).isEqualTo(1.0);
    }

    @Test
    void countsADayFromMidnight() {
        rates.look(Instant.parse("2026-11-30T23:59:58Z"), Map.of("lrs", 10L));
        rates.look(Instant.parse("2026-11-30T23:59:59Z"), Map.of("lrs", 15L));
        assertThat(rates.today("lrs")).isEqualTo(5);

        rates.look(Instant.parse("2026-12-01T00:00:01Z"), Map.of("lrs", 18L));
        assertThat(rates.today("lrs")).isEqualTo(3);
    }

    @Test
    void countsFromWhatWasNotedThatDayBeforeARestart() {
        Rates restarted = new Rates(from -> from.equals(Instant.parse("2026-11-30T00:00:00Z")) ? Map.of("lrs", 7L) : Map.of());

        restarted.look(NOON, Map.of("lrs", 10L, "archive", 20L));

        assertThat(restarted.today("lrs")).isEqualTo(3);
        assertThat(restarted.today("archive")).as("which nobody has noted").isZero();
    }

    @Test
    void isNeverNegativeWhenACounterFallsOrTheClockIsSetBack() {
        rates.look(NOON, Map.of("lrs", 10L));
        rates.look(NOON.minusSeconds(60), Map.of("lrs", 20L));
        rates.look(NOON.plusSeconds(60), Map.of("lrs", 4L));

        assertThat(rates.perMinute("lrs")).isZero();
        assertThat(rates.today("lrs")).isZero();
    }
}
