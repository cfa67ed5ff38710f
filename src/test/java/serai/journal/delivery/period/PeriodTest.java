package serai.journal.delivery.period;

import org.junit.jupiter.api.Test;
import serai.journal.delivery.period.Period.Span;
import serai.journal.delivery.period.Period.Unit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class PeriodTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant FROM = Instant.parse("2005-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2030-01-01T00:00:00Z");

    private static Period days(String at) {
        return new Period(Unit.DAY, LocalTime.parse(at), BERLIN, 1);
    }

    private static Span of(Period period, String time) {
        return period.of(Instant.parse(time));
    }

    @Test
    void aDayBeginsAtItsLocalTimeAndHasTheDateOnWhichItBegins() {
        assertThat(of(days("02:00"), "2026-11-29T00:59:59.999999Z"))
                .isEqualTo(new Span("2026-11-28", Instant.parse("2026-11-28T01:00:00Z"), Instant.parse("2026-11-29T01:00:00Z")));
        assertThat(of(days("02:00"), "2026-11-29T01:00:00Z").label()).isEqualTo("2026-11-29");
    }

    @Test
    void aDayWhoseTimeTheClocksSkipBeginsRightAfterTheGap() {
        assertThat(of(days("02:30"), "2026-03-29T00:59:59Z").end()).isEqualTo("2026-03-29T01:00:00Z"); // 03:00 in Berlin
        assertThat(of(days("02:30"), "2026-03-29T01:00:00Z").label()).isEqualTo("2026-03-29");
    }

    @Test
    void aDayWhoseTimeComesTwiceBeginsAtTheFirst() {
        Span before = of(days("02:30"), "2026-10-25T00:29:59Z"); // 02:29:59 in Berlin, the first of two
        assertThat(before.label()).isEqualTo("2026-10-24");
        assertThat(before.end()).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(of(days("02:30"), "2026-10-25T01:30:00Z").label()).as("the second time").isEqualTo("2026-10-25");
        assertThat(of(days("02:30"), "2026-10-25T01:30:00Z").end()).isEqualTo("2026-10-26T01:30:00Z");
    }

    @Test
    void anHourBeginsWithTheFullHour() {
        Period hours = new Period(Unit.HOUR, LocalTime.MIDNIGHT, ZoneId.of("Asia/Kathmandu"), 1); // 5:45 before UTC

        assertThat(of(hours, "2026-11-28T08:20:00Z"))
                .isEqualTo(new Span("2026-11-28T14", Instant.parse("2026-11-28T08:15:00Z"), Instant.parse("2026-11-28T09:15:00Z")));
    }

    /** Each moment lies in one period, and the periods follow each other without a gap, in every zone and at every change of it. */
    @Test
    void periodsHaveNoGapsAndDoNotOverlapHoweverTheClocksAreSet() {
        for (String name : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(name);
            for (Period period : List.of(new Period(Unit.DAY, LocalTime.MIDNIGHT, zone, 1),
                    new Period(Unit.DAY, LocalTime.of(2, 30), zone, 1), new Period(Unit.HOUR, LocalTime.MIDNIGHT, zone, 1))) {
                changes(zone).forEach(change -> hasNoGapsAround(period, change));
            }
        }
    }

    private static List<Instant> changes(ZoneId zone) {
        List<Instant> changes = new ArrayList<>(List.of(FROM));
        for (ZoneOffsetTransition next = zone.getRules().nextTransition(FROM); next != null
                && next.getInstant().isBefore(TO); next =
                        zone.getRules().nextTransition(next.getInstant())) {
            changes.add(next.getInstant());
        }
        return changes;
    }

    private static void hasNoGapsAround(Period period, Instant change) {
        Instant last = change.plus(Duration.ofHours(3));
        for (Instant time = change.minus(Duration.ofHours(3)); time.isBefore(last);) {
            Span span = period.of(time);
            assertThat(span.begin()).as("%s, at %s", period, time).isBeforeOrEqualTo(time);
            assertThat(span.end()).as("%s, at %s", period, time).isAfter(time);
            for (Instant within = span.begin(); within.isBefore(span.end()); within = within.plus(span.end().isBefore(
                    span.begin().plus(Duration.ofHours(4))) ? Duration.ofMinutes(10) : Duration.ofHours(5))) {
                assertThat(period.of(within)).as("%s, at %s", period, within).isEqualTo(span);
            }
            assertThat(period.of(span.end().minusNanos(1))).isEqualTo(span);
            assertThat(period.of(span.end()).begin()).as("%s, after %s", period, span).isEqualTo(span.end());
            time = span.end();
        }
    }
}
