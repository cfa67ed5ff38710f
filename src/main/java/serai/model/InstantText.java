package serai.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times in JSON, as {@link Instant} itself writes and reads them. Java's own formatter took half of the time in which a record
 * is read; what isn't written the usual way is still left to it.
 */
final class InstantText {

    private static final int NANOS_AT = 20;
    private static final int LENGTH_MAX = 30;
    private static final int SECONDS_A_DAY = 86_400;

    private InstantText() {
    }

    /** As {@link Instant#toString}: no fraction, or one of three, six or nine digits. */
    static String of(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > 9999) {
            return instant.toString();
        }
        StringBuilder text = new StringBuilder(LENGTH_MAX);
        digits(text, time.getYear(), 1_000);
        digits(text.append('-'), time.getMonthValue(), 10);
        digits(text.append('-'), time.getDayOfMonth(), 10);
        digits(text.append('T'), time.getHour(), 10);
        digits(text.append(':'), time.getMinute(), 10);
        digits(text.append(':'), time.getSecond(), 10);
        int nanos = instant.getNano();
        if (nanos % 1_000_000 == 0 && nanos > 0) {
            digits(text.append('.'), nanos / 1_000_000, 100);
        } else if (nanos % 1_000 == 0 && nanos > 0) {
            digits(text.append('.'), nanos / 1_000, 100_000);
        } else if (nanos > 0) {
            digits(text.append('.'), nanos, 100_000_000);
        }
        return text.append('Z').toString();
    }

    private static void digits(StringBuilder text, int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            text.append((char) ('0' + number / place % 10));
        }
    }

    /** @throws DateTimeException if it is no time */
    static Instant parse(String text) {
        int end = text.length() - 1;
        if (end < NANOS_AT - 1 || end >= LENGTH_MAX || text.charAt(end) != 'Z' || text.charAt(4) != '-'
                || text.charAt(7) != '-' || text.charAt(10) != 'T' || text.charAt(13) != ':' || text.charAt(16) != ':'
                || end > NANOS_AT - 1 && text.charAt(NANOS_AT - 1) != '.') {
            return Instant.parse(text);
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nanos = end == NANOS_AT - 1 ? 0 : number(text, NANOS_AT, end);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || nanos < 0 || end == NANOS_AT) {
            return Instant.parse(text);
        }
        for (int digits = end - NANOS_AT; digits > 0 && digits < 9; digits++) {
            nanos *= 10;
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
        return Instant.ofEpochSecond(day * SECONDS_A_DAY + hour * 3_600 + minute * 60 + second, nanos);
    }

    /** @return -1 where something else than a digit stands there */
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
