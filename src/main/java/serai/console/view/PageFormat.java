package serai.console.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import serai.journal.RecordState;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers, sizes and times as the page shows them; the browser shows a time in the reader's zone beside UTC. */
public final class PageFormat {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Separators LINES = Separators.createDefaultInstance().withRootSeparator("\n");
    private static final long KIBI = 1_024;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private PageFormat() {
    }

    /** A number with thin spaces between thousands. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
    }

    /** A rate for each minute: with a decimal where it is small. */
    public static String rate(double value) {
        return value > 0 && value < 10 ? String.format(Locale.ROOT, "%.1f", value) : number(Math.round(value));
    }

    /** Bytes, in the largest unit of which there is one. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= KIBI && unit < UNITS.length - 1) {
            value /= KIBI;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** A duration in its two largest units: {@code 3 d 4 h}, {@code 12 s}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return "%s min %s s".formatted(seconds / 60, seconds % 60);
        }
        return seconds < 86_400 ? "%s h %s min".formatted(seconds / 3_600, seconds % 3_600 / 60)
                : "%s d %s h".formatted(seconds / 86_400, seconds % 86_400 / 3_600);
    }

    /** How long a delivery took: below a minute with two digits at least. */
    public static String latency(Duration duration) {
        long millis = duration.toMillis();
        return millis < 1_000 ? Math.max(1, millis) + " ms"
                : millis < 60_000 ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0) : duration(duration);
    }

    /** A time in UTC, to the second. */
    public static String utc(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    /** JSON with a line for each member, its values as they are; any other text as it is. */
    public static String json(String text) {
        StringWriter lines = new StringWriter();
        try (JsonParser tokens = JSON.createParser(text);
                JsonGenerator json =
                        JSON.createGenerator(lines).setPrettyPrinter(new DefaultPrettyPrinter(LINES))) {
            while (tokens.nextToken() != null) {
                json.copyCurrentEventExact(tokens);
            }
        } catch (IOException e) {
            return text;
        }
        return lines.toString();
    }

    /** A name as it stands in an address. */
    public static String inPath(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** How urgently a record's state needs an operator: {@code good}, {@code busy}, {@code wait} or {@code bad}. */
    public static String mood(RecordState state) {
        return switch (state) {
            case DELIVERED, ACCEPTED -> "good";
            case PENDING, REQUEUED -> "busy";
            case HELD, UNMATCHED, DROPPED, UNROUTED -> "wait";
            case DEAD, REJECTED -> "bad";
        };
    }
}
