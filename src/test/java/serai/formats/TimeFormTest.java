package serai.formats;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

class TimeFormTest {

    private static final Instant BEFORE_CLOCKS_ARE_SET_BACK = Instant.parse("2026-10-25T00:30:00.999999Z");
    private static final Instant AFTERWARDS = Instant.parse("2026-10-25T01:30:00Z");

    @ParameterizedTest
    @CsvSource({"UTC, yyyy-MM-dd HH:mm:ss, 2026-10-25 00:30:00, occurred_at (UTC)",
            "Etc/UTC, yyyy-MM-dd HH:mm:ss, 2026-10-25 00:30:00, occurred_at (UTC)",
            "America/New_York, yyyy-MM-dd HH:mm:ss, 2026-10-24 20:30:00, occurred_at (America/New_York)",
            "Asia/Kolkata, dd/MM/yyyy hh:mm a, 25/10/2026 06:00 AM, 'occurred_at (Asia/Kolkata, dd/MM/yyyy hh:mm a)'"})
    void writesLocalTimesAndSaysInTheHeadingWhichTheyAre(String zone, String pattern, String text, String title) {
        TimeForm form = TimeForm.of(pattern, ZoneId.of(zone));

        assertThat(form.text(BEFORE_CLOCKS_ARE_SET_BACK)).isEqualTo(text);
        assertThat(form.title("occurred_at")).isEqualTo(title);
    }

    @Test
    void anHourThatComesTwiceIsToldApartByAnOffsetOnly() {
        TimeForm asShipped = FormatRecords.AMSTERDAM;
        TimeForm withOffset = TimeForm.of("yyyy-MM-dd HH:mm:ss XXX", ZoneId.of("Europe/Amsterdam"));

        assertThat(asShipped.text(BEFORE_CLOCKS_ARE_SET_BACK)).isEqualTo(asShipped.text(AFTERWARDS))
                .isEqualTo("2026-10-25 02:30:00");
        assertThat(withOffset.text(BEFORE_CLOCKS_ARE_SET_BACK)).isEqualTo("2026-10-25 02:30:00 +02:00");
        assertThat(withOffset.text(AFTERWARDS)).isEqualTo("2026-10-25 02:30:00 +01:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "0001-12-31T23:30:00Z", "1969-12-31T23:59:59.999999999Z",
            "2024-02-29T23:59:59.5Z", "2026-03-29T01:00:00Z", "9999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z",
            "-0044-03-15T12:00:00Z"})
    void theShippedFormIsWhatJavaMakesOfItInAnyYearAndZone(String time) {
        for (String zone : List.of("UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "+18:00", "-18:00")) {
            DateTimeFormatter java = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.of(zone));

            assertThat(TimeForm.of("yyyy-MM-dd HH:mm:ss", ZoneId.of(zone)).text(Instant.parse(time)))
                    .isEqualTo(java.format(Instant.parse(time)));
        }
    }

    @Test
    void isoIsInUtcWithSixDigitsAndTheHeadingSaysNothing() {
        assertThat(TimeForm.ISO.text(AFTERWARDS)).isEqualTo("2026-10-25T01:30:00.000000Z");
        assertThat(TimeForm.ISO.title("occurred_at")).isEqualTo("occurred_at");
    }
}
