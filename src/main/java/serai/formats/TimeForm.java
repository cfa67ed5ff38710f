package serai.formats;

import serai.model.InstantText;
import serai.settings.known.FormatSetting;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/**
 * How CSV writes its times.
 *
 * @param text  the text of a time
 * @param added what the heading says about the times, after the column's name
 */
record TimeForm(Function<Instant, String> text, String added) {

    private static final String SECONDS = "yyyy-MM-dd HH:mm:ss";
    private static final int YEAR_MAX = 9999;

    /** ISO 8601 in UTC with exactly six digits of a fraction, so that sorting the text sorts the times. */
    static final TimeForm ISO = new TimeForm(InstantText::microseconds, "");

    /**
     * The form of a pattern, in a zone. Without an offset in the pattern, two times are the same text in the hour that is
     * repeated when clocks are set back.
     *
     * @param pattern of {@link DateTimeFormatter}
     */
    static TimeForm of(String pattern, ZoneId zone) {
        DateTimeFormatter form = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone);
        String zoneName = zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
        return new TimeForm(pattern.equals(SECONDS) ? time -> seconds(time, zone, form) : form::format,
                pattern.equals(FormatSetting.CSV_TIME_FORMAT.byDefault().orElseThrow()) ? " (%s)".formatted(zoneName) : " (%s, %s)"
                        .formatted(zoneName, pattern));
    }

    /** Digit by digit, as {@link InstantText} does, since a formatter takes longer than the rest of a row. */
    private static String seconds(Instant time, ZoneId zone, DateTimeFormatter form) {
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        return local.getYear() < 1 || local.getYear() > YEAR_MAX ? form.format(time) : InstantText.seconds(local);
    }

    String text(Instant time) {
        return text.apply(time);
    }

    /** The heading of a column of times. */
    String title(String column) {
        return column + added;
    }
}
