package serai.people;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Phone numbers in one form, E.164, whichever way they are written. Numbers that were seen before are remembered, since reading one
 * takes some microseconds. Safe for use by several threads.
 */
final class PhoneNumbers {

    private static final int REMEMBERED_MAX = 20_000;
    private static final int LENGTH_MAX = 64;

    private final String region;
    private final ConcurrentHashMap<String, Optional<String>> remembered = new ConcurrentHashMap<>();

    /** @param region the country of numbers written without one, such as {@code DE}; empty: such numbers are not understood */
    PhoneNumbers(String region) {
        this.region = region;
    }

    /** The number with its country, as {@code +4930123456}; null if it can't be one. */
    @Nullable
    String normal(String number) {
        if (number.length() > LENGTH_MAX) {
            return null;
        }
        Optional<String> known = remembered.get(number);
        if (known == null) {
            known = Optional.ofNullable(parsed(number));
            if (remembered.size() >= REMEMBERED_MAX) {
                remembered.clear();
            }
            remembered.put(number, known);
        }
        return known.orElse(null);
    }

    private @Nullable String parsed(String number) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber parsed = numbers.parse(number, region.isEmpty() ? null : region);
            return numbers.isPossibleNumber(parsed) && !parsed.hasExtension() ? numbers.format(parsed, PhoneNumberFormat.E164)
                    : null;
        } catch (NumberParseException e) {
            return null;
        }
    }
}
