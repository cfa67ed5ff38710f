package serai.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Writes and reads times in the form of {@link Instant#toString}. Java's own formatter took half of the time in which a record
 * is read, so only unusual forms are left to it.
 */
public final class InstantText {

    private static final String ZERO = "0000-00-00T00:00:00.000000000Z";
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int NANOS_AT = 20;
    private static final int LENGTH_MAX = 30;
    private static final int SECONDS_A_DAY = 86_400;

    private InstantText() {
    }

    /** Whether the time lies in the years 0001 to 9999 in UTC, which every format and database can hold. */
    public static boolean isWritable(Instant instant) {
        return !instant.isBefore(FIRST) && instant.isBefore(BEYOND);
    }

    /** As {@link Instant#toString}: no fraction, or one of three, six or nine digits. */
    static String of(Instant instant) {
        int nanos = instant.get(ChronoField.NANO_OF_SECOND);
        return text(instant, nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9);
    }

    /** ISO 8601 in UTC with exactly three digits of a fraction; further digits are cut off. */
    public static String milliseconds(Instant instant) {
        return text(instant, 3);
    }

    /** As {@link #milliseconds}, with six digits; sorting such texts sorts them by time. */
    public static String microseconds(Instant instant) {
        return text(instant, 6);
    }

    private static String text(Instant instant, int fraction) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > 9999) {
            return new DateTimeFormatterBuilder().appendInstant(fraction).toFormatter(Locale.ROOT).format(instant);
        }
        char[] text = digits(time);
        digits(instant.getNano(), text, 29);
        int end = fraction == 0 ? 19 : 20 + fraction;
        text[end] = 'Z';
        return new String(text, 0, end + 1);
    }

    /** A local time of the years 0 to 9999, such as {@code 2021-02-28 17:26:45}; the rest of the second is cut off. */
    public static String seconds(LocalDateTime time) {
        char[] text = digits(time);
        text[10] = ' ';
        return new String(text, 0, 19);
    }

    private static char[] digits(LocalDateTime time) {
        char[] text = ZERO.toCharArray();
        digits(time.getYear(), text, 4);
        digits(time.getMonthValue(), text, 7);
        digits(time.getDayOfMonth(), text, 10);
        digits(time.getHour(), text, 13);
        digits(time.getMinute(), text, 16);
        digits(time.getSecond(), text, 19);
        return text;
    }

    /** Writes the number over the zeros in the text, so that its last digit is just before the index {@code end}. */
    private static void digits(int number, char[] text, int end) {
        int place = end;
        for (int rest = number; rest > 0; rest /= 10) {
            place--;
            text[place] = (char) ('0' + rest % 10);
        }
    }

    /** @throws DateTimeException if the text isn't a time */
    static Instant parse(String text) {
        int end = text.length() - 1;
        if (end < NANOS_AT - 1 || end >= LENGTH_MAX || text.charAt(end) != 'Z' || text.charAt(4) != '-'
                || text.charAt(7) != '-' || text.charAt(10) != 'T' || text.charAt(13) != ':' || text.charAt(16) != ':'
                || end > NANOS_AT - 1 && text.charAt(NANOS_AT - 1) != '.') {
            return Instant.parse(text);
        }
        int year = number(text, 0, 4);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nanos = end == NANOS_AT - 1 ? 0 : number(text, NANOS_AT, end);
        if (year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || nanos < 0
                || end == NANOS_AT) {
            return Instant.parse(text);
        }
        for (int digits = end - NANOS_AT; digits > 0 && digits < 9; digits++) {
            nanos *= 10;
        }
        long day = LocalDate.of(year, number(text, 5, 7), number(text, 8, 10)).toEpochDay();
        return Instant.ofEpochSecond(day * SECONDS_A_DAY + hour * 3_600L + minute * 60L + second, nanos);
    }

    /** @return the number; -1 if a character there isn't a digit */
    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
