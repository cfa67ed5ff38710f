package serai.journal.delivery.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;

/**
 * Divides time into local days or hours without gaps. A day begins at the same local time each day: if the clocks are set forward
 * over that time, it begins with the first moment after the gap; if they are set back over it, at the first of the two. So such
 * days have 23 or 25 hours.
 *
 * @param unit    the length of a period
 * @param at      when a day begins; hours begin with the full hour
 * @param zone    whose local time counts
 * @param records number of records in one page, at the most; at least 1. More of a period come in further pages
 */
public record Period(Unit unit, LocalTime at, ZoneId zone, int records) {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH", Locale.ROOT);

    /** The length of a period. */
    public enum Unit {
        DAY, HOUR
    }

    /** The period that a moment lies in. */
    public Span of(Instant time) {
        return unit == Unit.DAY ? day(time) : hour(time);
    }

    private Span day(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, zone);
        while (time.isBefore(beginOf(day))) {
            day = day.minusDays(1);
        }
        while (!time.isBefore(beginOf(day.plusDays(1)))) { // more than one, where a whole day is skipped
            day = day.plusDays(1);
        }
        return new Span(day.toString(), beginOf(day), beginOf(day.plusDays(1)));
    }

    private Instant beginOf(LocalDate day) {
        ZoneOffsetTransition change = zone.getRules().getTransition(day.atTime(at));
        return change != null && change.isGap() ? change.getInstant() : day.atTime(at).atZone(zone).toInstant();
    }

    /** An hour also ends where the clocks are set, so that none of its local times comes twice. */
    private Span hour(Instant time) {
        ZoneRules rules = zone.getRules();
        OffsetDateTime full = time.atOffset(rules.getOffset(time)).truncatedTo(ChronoUnit.HOURS);
        ZoneOffsetTransition before = rules.previousTransition(time.plusNanos(1));
        ZoneOffsetTransition next = rules.nextTransition(time);
        Instant begin = full.toInstant();
        Instant end = full.plusHours(1).toInstant();
        return new Span(HOUR.format(full), before != null && before.getInstant().isAfter(begin) ? before.getInstant() : begin,
                next != null && next.getInstant().isBefore(end) ? next.getInstant() : end);
    }

    /**
     * One day or hour.
     *
     * @param label the local date on which it begins, such as {@code 2026-11-28}; for an hour the date and the hour, such as
     *              {@code 2026-11-28T14}
     * @param begin its first moment
     * @param end   the first moment of the next one
     */
    public record Span(String label, Instant begin, Instant end) {
    }
}
