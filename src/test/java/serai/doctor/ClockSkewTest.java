package serai.doctor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

/** The difference of two clocks. */
class ClockSkewTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0.9  | ok clock: within 1 s of that of the LRS",
            "1.4  | ok clock: within 2 s of that of the LRS",
            "-9.5 | ok clock: within 10 s of that of the LRS",
            "0    | ok clock: within 1 s of that of the LRS",
            "-10  | ok clock: within 10 s of that of the LRS",
            "11   | warn clock: this clock is 11 s behind that of the LRS; have both clocks set by NTP",
            "-300 | warn clock: this clock is 300 s ahead of that of the LRS; have both clocks set by NTP",
            "301  | fail clock: this clock is 301 s behind that of the LRS; have both clocks set by NTP"})
    void isToldFromTheMiddleOfTheQuestion(double seconds, String line) {
        assertThat(Observed
                .by(observations -> ClockSkew.observe("the LRS", NOW.plusMillis(Math.round(seconds * 1_000)), NOW.minusSeconds(1),
                        NOW.plusSeconds(1), observations)))
                .containsExactly(line);
    }
}
