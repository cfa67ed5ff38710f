package serai.settings.known;

import serai.settings.form.PasswordRule;
import serai.settings.form.TimePattern;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import static serai.installation.Installation.SERAI;

/**
 * The allowed values of a setting.
 *
 * @param expected the allowed values in words, for a message after "must be"
 * @param allows   whether a value, without blanks around it, is allowed
 * @param shown    whether a message may repeat a value that is not allowed
 */
public record AllowedValues(String expected, Predicate<String> allows, Predicate<String> shown) {

    private static final int PORT_MAX = 65_535;
    private static final int KEY_CHARACTERS_MIN = 32;

    static final AllowedValues ANY = new AllowedValues("text", value -> true);
    /**
     * A user's name for Basic authentication, which ends at the first colon. Text behind a colon may be the password, so it is
     * not shown.
     */
    static final AllowedValues USER = new AllowedValues("a name without a colon", value -> value.indexOf(':') < 0, value -> false);
    /** A secret, taken literally. A line break is refused, because it usually comes from the end of a file and is not meant. */
    static final AllowedValues SECRET = new AllowedValues("text in one line, without control characters",
            value -> value.chars().noneMatch(Character::isISOControl), value -> false);
    /** A password with which others sign in to Serai, or its hash, or nothing. */
    static final AllowedValues OWN_PASSWORD = new AllowedValues(
            ("a password of at least %s characters, in one line, without control characters, or the "
                    + "hash of one (`" + SERAI + " password`)").formatted(PasswordRule.CHARACTERS_MIN),
            SECRET.allows().and(value -> value.isEmpty() || PasswordRule.isHash(value.strip()) || PasswordRule.isLong(value)),
            value -> false);
    /** A key for hashes: long enough that it can't be guessed, or nothing. */
    static final AllowedValues PSEUDONYM_KEY = new AllowedValues(
            "a text of at least %s characters, in one line, such as `openssl rand -hex 32` prints".formatted(KEY_CHARACTERS_MIN),
            SECRET.allows().and(value -> value.isEmpty() || value.strip().length() >= KEY_CHARACTERS_MIN), value -> false);
    static final AllowedValues TEXT = new AllowedValues("text, not blank", value -> !value.isBlank());
    static final AllowedValues FLAG = oneOf("true", "false");
    static final AllowedValues PORT = number(0, PORT_MAX);
    static final AllowedValues ROUTES = matching("file: and a folder, or classpath: and one", "(file|classpath):.+");
    static final AllowedValues DATED = new AllowedValues("names with dates, comma separated, such as `lrs 2027-01-31`",
            AllowedValues::isDated).orNone();
    static final AllowedValues PATH = matching("a path that begins with `/`", "/\\S*");
    static final AllowedValues ENDPOINT = matching("an endpoint of Camel's", "[a-z][a-z0-9+.-]*:\\S+");
    static final AllowedValues HOST = matching("a host name", "[\\w.-]+").orNone();
    static final AllowedValues HOST_AND_PORT = new AllowedValues("a host name and a port, such as `proxy.example.org:3128`",
            AllowedValues::isHostAndPort, AllowedValues::isWithoutSecret);
    /** What a learner may be found by; each once. */
    static final AllowedValues MATCH =
            new AllowedValues("some of `externalId`, `link`, `email`, `phone`, `ref3`, `ref4`, `ref5`, `ref7`, `ref8` and `ref9`, "
                    + "each once, comma separated", AllowedValues::isMatch);
    static final AllowedValues REGION = matching("a country's two letters, such as `DE`", "[A-Z]{2}").orNone();
    static final AllowedValues PERCENTAGE =
            matching("a number from 0 to 100, with a point before decimals", "\\d{1,2}(\\.\\d+)?|100(\\.0+)?");
    static final AllowedValues REVERSE_DOMAIN =
            matching("a domain, reversed, such as `org.example.learning`", "[a-z0-9-]+(\\.[a-z0-9-]+)+");
    static final AllowedValues WEB =
            new AllowedValues("an http or https address", AllowedValues::isWebAddress, AllowedValues::isWithoutSecret);
    static final AllowedValues XAPI =
            new AllowedValues("an http or https address, without `/statements` at its end, and without ? and #",
                    value -> isWebAddress(value) && !value.matches(".*/statements/*|.*[?#].*"), AllowedValues::isWithoutSecret);
    static final AllowedValues IRI = new AllowedValues("an absolute IRI, such as `https://learning.example.org`",
            value -> address(value).isPresent());
    static final AllowedValues ZONE = new AllowedValues("a time zone of the IANA database, such as `Europe/Amsterdam`, or `UTC`",
            ZoneId.getAvailableZoneIds()::contains);
    static final AllowedValues TIME_FORMAT = new AllowedValues("a pattern with year, month, day, and hours from 0 to 23 (`HH`) or "
            + "with `a`, such as `dd.MM.yyyy HH:mm`", TimePattern::isReadable);
    static final AllowedValues JDBC = new AllowedValues("a JDBC address, such as `jdbc:postgresql://host/database`",
            value -> value.matches("jdbc:[\\w-]+:.+"), AllowedValues::isWithoutSecret);
    static final AllowedValues JDBC_OR_NONE = JDBC.orNone();
    static final AllowedValues POSTGRESQL =
            new AllowedValues("a JDBC address of PostgreSQL, such as `jdbc:postgresql://host/database`",
                    value -> value.matches("jdbc:postgresql:.+"), AllowedValues::isWithoutSecret).orNone();
    /** Checked here, because the SDK's message would quote a part that it can't parse, which may be the key. */
    static final AllowedValues CONNECTION = new AllowedValues("a connection string of the form "
            + "`Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…` (or `SharedAccessSignature=…`)",
            Pattern.compile("(?i)(?=.*\\bEndpoint=)(?=.*\\bSharedAccess(Key|Signature)=)(\\w+=[^;]+;?)+").asMatchPredicate(),
            value -> false);

    AllowedValues(String expected, Predicate<String> allows) {
        this(expected, allows, value -> true);
    }

    /** A whole number, bounds included. */
    public static AllowedValues number(long least, long most) {
        return new AllowedValues(most == Long.MAX_VALUE ? "a whole number from " + least : "a whole number from %s to %s"
                .formatted(least, most), value -> isNumber(value, least, most));
    }

    static AllowedValues oneOf(String... values) {
        return new AllowedValues("`" + String.join("` or `", values) + "`", List.of(values)::contains);
    }

    private static AllowedValues matching(String expected, String pattern) {
        return new AllowedValues(expected, Pattern.compile(pattern).asMatchPredicate());
    }

    /** These values, or an empty one. */
    AllowedValues orNone() {
        return new AllowedValues(expected, allows.or(String::isEmpty), shown);
    }

    /** These values without a blank one. */
    AllowedValues notBlank() {
        return new AllowedValues(expected + ", not blank", allows.and(value -> !value.isBlank()), shown);
    }

    /** Whether a value is a secret, or has one in it. */
    @SuppressWarnings("ReferenceEquality") // the constants themselves
    boolean isSecret() {
        return isToTheLetter() || expected.equals(CONNECTION.expected);
    }

    /** Whether blanks around a value are part of the value. */
    @SuppressWarnings("ReferenceEquality") // the constants themselves
    public boolean isToTheLetter() {
        return this == SECRET || this == OWN_PASSWORD || this == PSEUDONYM_KEY;
    }

    private static boolean isDated(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).allMatch(one -> {
            String[] words = one.split("\\s+");
            try {
                return words.length == 2 && LocalDate.parse(words[1]) != null;
            } catch (DateTimeParseException e) {
                return false;
            }
        });
    }

    private static boolean isNumber(String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            return number >= least && number <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isMatch(String value) {
        List<String> names = List.of(value.split("\\s*,\\s*", -1));
        return Set.copyOf(names).size() == names.size()
                && names.stream().allMatch(name -> name.matches("externalId|link|email|phone|ref[345789]"));
    }

    private static boolean isHostAndPort(String value) {
        int colon = value.lastIndexOf(':');
        return colon > 0 && value.substring(0, colon).matches("[\\w.-]+") && isNumber(value.substring(colon + 1), 1, PORT_MAX);
    }

    private static boolean isWebAddress(String value) {
        return address(value).filter(address -> address.getScheme().matches("https?") && address.getRawAuthority() != null)
                .isPresent();
    }

    private static Optional<URI> address(String value) {
        try {
            return Optional.of(new URI(value)).filter(URI::isAbsolute);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether a message may show the address: it may have credentials before an @ or in its parameters. */
    private static boolean isWithoutSecret(String address) {
        return address.chars().noneMatch(character -> "@?;=".indexOf(character) >= 0);
    }
}
