package serai.sources;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MCT's {@code ExamPercentage}: a number as text, perhaps with a percent sign, or {@code Not Applicable}. Empty, null and
 * {@code Not Applicable} mean that there is no score; that is not the same as a score of 0.
 */
final class Percentage {

    static final String EXPECTED = "a number from 0 to 100, or Not Applicable";

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,100})?)\\s*%?");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Percentage() {
    }

    /** The score with exactly the digits that were sent; null if there is no score. */
    static @Nullable BigDecimal read(JsonNode sent, String pointer) {
        if (sent.isMissingNode()) {
            throw UnreadableEventException.at(pointer, "is missing", EXPECTED);
        }
        if (sent.isNull()) {
            return null;
        }
        if (sent.isNumber()) {
            return number(sent.decimalValue(), pointer);
        }
        if (!sent.isTextual()) {
            throw UnreadableEventException.at(pointer, "is of the wrong JSON type", EXPECTED);
        }
        String text = sent.textValue().strip();
        if (text.isEmpty() || text.equalsIgnoreCase("Not Applicable")) {
            return null;
        }
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            throw UnreadableEventException.at(pointer, "isn't a percentage", EXPECTED);
        }
        return number(new BigDecimal(number.group(1)), pointer);
    }

    private static BigDecimal number(BigDecimal value, String pointer) {
        // A literal such as 1e-999999999 is short when sent, but would fill the memory when written out.
        if (value.signum() < 0 || value.compareTo(HUNDRED) > 0 || Math.abs((long) value.scale()) > 100) {
            throw UnreadableEventException.at(pointer, "isn't a percentage", EXPECTED);
        }
        return value.scale() < 0 ? value.setScale(0) : value;
    }
}
