package serai.cli.terminal;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses a time: ISO 8601, in UTC unless it has an offset, or how long ago: {@code 90s}, {@code 2h}, {@code 3d}. */
public final class PointInTime implements ITypeConverter<Instant> {

    private static final Pattern AGO = Pattern.compile("(\\d{1,9})([smhd])");

    private final Clock clock;

    public PointInTime() {
        this(Clock.systemUTC());
    }

    public PointInTime(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long number = Long.parseLong(ago.group(1));
            Instant then = clock.instant().minus(switch (ago.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            });
            return then.isBefore(Instant.EPOCH) ? Instant.EPOCH : then; // no record is older
        }
        try {
            if (!text.matches("\\d{4}-.*")) {
                throw new DateTimeException("the year must have four digits");
            }
            if (!text.contains("T")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)") && text.indexOf('T') < Math.max(text.lastIndexOf('+'),
                    Math.max(text.lastIndexOf('-'), text.lastIndexOf('Z'))) ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'%s' is not a time; write 2026-11-22, 2026-11-22T10:00Z, or how long ago: 2h, 3d"
                    .formatted(text));
        }
    }
}
