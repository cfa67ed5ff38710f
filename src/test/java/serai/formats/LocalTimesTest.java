package serai.formats;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalTimesTest {

    /** Days before and after UTC's, halves of hours, and the night in which clocks are set back. */
    @ParameterizedTest
    @CsvSource({"UTC, 2026-11-22T23:59:59.999999999Z, 2026-11-22, 2026-11-22T23:59:59",
            "Europe/Amsterdam, 2026-11-22T23:30:00Z, 2026-11-23, 2026-11-23T00:30:00",
            "America/New_York, 2026-11-23T04:59:59Z, 2026-11-22, 2026-11-22T23:59:59",
            "Asia/Kolkata, 2026-12-31T18:30:00Z, 2027-01-01, 2027-01-01T00:00:00",
            "Europe/Amsterdam, 2026-10-25T00:30:00Z, 2026-10-25, 2026-10-25T02:30:00",
            "Europe/Amsterdam, 2026-10-25T01:30:00Z, 2026-10-25, 2026-10-25T02:30:00",
            "Pacific/Apia, 0001-01-01T00:00:00Z, 0001-01-01, 0001-01-01T12:33:04"})
    void areThoseOfTheZone(String zone, String instant, String date, String dateTime) {
        LocalTimes times = new LocalTimes(ZoneId.of(zone));

        assertThat(times.date(instant)).isEqualTo(date);
        assertThat(times.date(Instant.parse(instant))).isEqualTo(date);
        assertThat(times.dateTime(instant)).isEqualTo(dateTime);
    }

    @Test
    void areNoneOfNothingAndRefusedOfWhatIsNoTime() {
        LocalTimes times = new LocalTimes(ZoneId.of("UTC"));

        assertThat(times.date(null)).isNull();
        assertThat(times.dateTime(null)).isNull();
        assertThatThrownBy(() -> times.date("yesterday")).isInstanceOf(DateTimeException.class);
    }
}
