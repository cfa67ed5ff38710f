package serai.sandbox.lrs;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Strings with a format of their own (xAPI 1.0.3, Part 2, section 4.0). IRIs and language tags are checked approximately (2.2). */
final class Formats {

    private static final Pattern UUID_FORM =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-[89abAB]\\p{XDigit}{3}-\\p{XDigit}{12}");
    private static final Pattern IRI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s\\p{Cntrl}<>\"{}|\\\\^`]+");
    private static final Pattern MAILTO = Pattern.compile("mailto:[^\\s@]+@[^\\s@]+");
    private static final Pattern SHA1 = Pattern.compile("\\p{XDigit}{40}");
    private static final Pattern SHA2 = Pattern.compile("\\p{XDigit}{56}|\\p{XDigit}{64}|\\p{XDigit}{96}|\\p{XDigit}{128}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");
    private static final Pattern DURATION = Pattern.compile(
            "P(?=[\\dT])(\\d+W|(\\d+Y)?(\\d+M)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?)");
    private static final Pattern UNKNOWN_ZONE = Pattern.compile("-00(:?00)?$");
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).appendPattern("[XXX][XX][X]").toFormatter(Locale.ROOT);

    private Formats() {
    }

    static boolean isUuid(String text) {
        return UUID_FORM.matcher(text).matches();
    }

    static void uuid(Element element) {
        if (!isUuid(element.text())) {
            throw element.invalid("must be a UUID of variant 2 in standard form");
        }
    }

    static boolean isIri(String text) {
        return IRI.matcher(text).matches();
    }

    static void iri(Element element) {
        if (!isIri(element.text())) {
            throw element.invalid("must be an IRI with a scheme and without blanks");
        }
    }

    static void mailto(Element element) {
        require(element, MAILTO, "must be a mailto IRI of one e-mail address");
    }

    static void sha1(Element element) {
        require(element, SHA1, "must be a SHA-1 in hex");
    }

    static void sha2(Element element) {
        require(element, SHA2, "must be a SHA-2 in hex");
    }

    static void duration(Element element) {
        require(element, DURATION, "must be an ISO 8601 duration");
    }

    static void language(Element element) {
        require(element, LANGUAGE, "must be an RFC 5646 language tag");
    }

    /** A map of language tags to texts. */
    static void languageMap(Element element) {
        element.entries((tag, text) -> {
            if (!LANGUAGE.matcher(tag).matches()) {
                throw element.invalid("has '%s' where an RFC 5646 language tag belongs".formatted(tag));
            }
            text.text();
        });
    }

    /** A map of IRIs to values of any kind. */
    static void extensions(Element element) {
        element.entries((name, value) -> {
            if (!isIri(name)) {
                throw element.invalid("has '%s' where an IRI belongs".formatted(name));
            }
        });
    }

    static void timestamp(Element element) {
        try {
            parseTimestamp(element.text());
        } catch (DateTimeException e) {
            throw element.invalid("must be an ISO 8601 date and time with a zone");
        }
    }

    /** @throws DateTimeException if the text isn't a date and time, or its zone is unknown (section 4.5) */
    static OffsetDateTime parseTimestamp(String text) {
        if (UNKNOWN_ZONE.matcher(text).find()) {
            throw new DateTimeException("the zone is unknown");
        }
        return OffsetDateTime.parse(text, TIMESTAMP);
    }

    /** @param text a UUID, see {@link #isUuid} */
    static UUID parseUuid(String text) {
        return UUID.fromString(text);
    }

    private static void require(Element element, Pattern pattern, String problem) {
        if (!pattern.matcher(element.text()).matches()) {
            throw element.invalid(problem);
        }
    }
}
