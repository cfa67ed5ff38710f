package serai.settings.form;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The pattern of a time, as for {@link DateTimeFormatter}. */
public final class TimePattern {

    private static final int LENGTH_MAX = 64;
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    /** The number of a day in its year, which is a slip for the day of the month. */
    private static final Pattern DAY_OF_YEAR = Pattern.compile("D");
    private static final Pattern OF_A_TIME = Pattern.compile("[hHkKmsSAnN]");
    /** The first is after noon, in a week of the next year: it shows {@code hh} and {@code YYYY} that are mistakes. */
    private static final List<ZonedDateTime> EXAMPLES = List.of(ZonedDateTime.of(2025, 12, 30, 21, 4, 0, 0, ZoneOffset.UTC),
            ZonedDateTime.of(2026, 3, 9, 9, 45, 0, 0, ZoneOffset.UTC));

    private TimePattern() {
    }

    /**
     * Whether a text of that form says the day and, if it has a time at all, the minute. {@code mm} for the month, {@code YYYY}
     * for the year, and {@code hh} without {@code a} are mistakes that otherwise show in the data only.
     */
    public static boolean isReadable(String pattern) {
        if (pattern.length() > LENGTH_MAX || pattern.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        try {
            DateTimeFormatter form = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            String letters = QUOTED.matcher(pattern).replaceAll("");
            boolean timed = OF_A_TIME.matcher(letters).find();
            return !DAY_OF_YEAR.matcher(letters).find() && EXAMPLES.stream().allMatch(example -> isReadBack(example, form, timed));
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    private static boolean isReadBack(ZonedDateTime example, DateTimeFormatter form, boolean timed) {
        TemporalAccessor read = form.parse(form.format(example));
        LocalDate day = read.query(TemporalQueries.localDate());
        LocalTime time = read.query(TemporalQueries.localTime());
        return example.toLocalDate().equals(day) && (!timed || example.toLocalTime().equals(time));
    }
}
