package serai.formats;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import serai.settings.Settings;
import serai.settings.known.FormatSetting;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Dates and times in {@code serai.zone}: just before or after midnight, the date in UTC differs from people's own. Bound as
 * {@code localTime}, for Simple: {@code ${bean:localTime?method=date(${body[0].occurredAt})}}.
 */
public final class LocalTimes {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;

    public LocalTimes(ZoneId zone) {
        this.zone = zone;
    }

    /** The local times of a context, in its {@code serai.zone}. */
    public static LocalTimes of(CamelContext context) {
        return new LocalTimes(ZoneId.of(Settings.of(context).text(FormatSetting.ZONE)));
    }

    /**
     * The date, such as {@code 2026-11-23}.
     *
     * @param instant an {@link Instant}, or its text in ISO 8601; null for null
     * @throws DateTimeException if it is no instant; the message may quote it
     */
    public @Nullable String date(@Nullable Object instant) {
        return instant == null ? null : DATE.format(local(instant));
    }

    /** As {@link #date}, with the time to the second and without an offset, such as {@code 2026-11-23T00:30:00}. */
    public @Nullable String dateTime(@Nullable Object instant) {
        return instant == null ? null : DATE_TIME.format(local(instant));
    }

    private LocalDateTime local(Object instant) {
        return LocalDateTime.ofInstant(instant instanceof Instant given ? given : Instant.parse(instant.toString()), zone);
    }
}
