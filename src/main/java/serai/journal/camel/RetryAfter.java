package serai.journal.camel;

import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The header {@code Retry-After} in both of its forms (RFC 9110, section 10.2.3): seconds, or a date. */
final class RetryAfter {

    private RetryAfter() {
    }

    /**
     * The earliest time at which the destination wants to be asked again; null if the answer has no such header, or one of
     * another form.
     */
    static @Nullable Instant of(@Nullable HttpOperationFailedException answer, Instant now) {
        if (answer == null || answer.getResponseHeaders() == null) {
            return null;
        }
        return answer.getResponseHeaders().entrySet().stream()
                .filter(header -> "Retry-After".equalsIgnoreCase(header.getKey()))
                .map(Map.Entry::getValue).findFirst().map(value -> parse(value.strip(), now)).orElse(null);
    }

    static @Nullable Instant parse(String value, Instant now) {
        try {
            return value.chars().allMatch(Character::isDigit) ? now.plusSeconds(Long.parseLong(value))
                    : ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            return null;
        }
    }
}
