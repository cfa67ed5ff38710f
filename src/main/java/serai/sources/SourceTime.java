package serai.sources;

import serai.model.InstantText;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as the platforms write it: ISO 8601 with a T or a blank between date and time, 0 to 9 digits of a fraction, and Z, an
 * offset, or no zone; no zone means UTC (docs/sources.md).
 *
 * @param instant the point in time
 * @param asSent  the text as the source sent it, trimmed
 */
public record SourceTime(Instant instant, String asSent) {

    private static final Pattern TIME = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}:\\d{2}(?:\\.(\\d{1,9}))? ?([Zz]|[+-]\\d{2}:\\d{2})?");
    private static final int NANO_DIGITS = 9;

    /** Empty if the text is not a time, or is a time that does not exist. */
    public static Optional<SourceTime> parse(String text) {
        String asSent = text.strip();
        Matcher parts = TIME.matcher(asSent);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime time = LocalDateTime.of(number(asSent, 0, 4), number(asSent, 5, 7), number(asSent, 8, 10),
                    number(asSent, 11, 13), number(asSent, 14, 16), number(asSent, 17, 19), nanos(parts.group(1)));
            String zone = parts.group(2);
            return Optional.of(new SourceTime(time.toInstant(
                    zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone.toUpperCase(Locale.ROOT))), asSent));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    /** Whether it lies in the years 0001 to 9999 in UTC; an offset can move a time out of them. */
    public boolean isWritable() {
        return InstantText.isWritable(instant);
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }

    private static int nanos(String fraction) {
        return fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
    }
}
