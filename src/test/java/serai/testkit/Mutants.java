package serai.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes mutants of documented events: in their structure (a name or value is replaced, or stands twice), in their bytes, or in
 * both. The same random numbers make the same mutants.
 */
public final class Mutants {

    /** The personal data in the events below: no answer, log or message may have any of it. */
    public static final List<String> PERSONAL =
            List.of("Quirina", "Wolkenstein", "qw@post.invalid", "90210773", "Ümläut", "77-31-Z", "Lake", "8d6f0a3e");

    public static final String MCT = """
            {"EventType": "MODULE_COMPLETION", "MessageBody": {"FirstName": "Quirina", "LastName": "Wolkenstein",
             "UserId": 90210773, "Contact": "qw@post.invalid", "ContactType": "Email", "CourseName": "Ümläut",
             "CourseId": 2475, "CourseItemId": 8976, "ModuleType": "Exam", "CompletionDate": "2021-02-28T17:28:00.94",
             "ExamPercentage": "50"}}""";

    public static final String PRAESIDIUM = """
            {"version": "1.0", "event_type": "COURSE_COMPLETED", "event_timestamp": "2018-03-01 17:45:37",
             "event_context": {"uuid": "8d6f0a3e", "user": "qw@post.invalid",
              "course": {"id": "CON20938ES", "name": "Ümläut"}},
             "event_specific_detail": {"user_detail": {"first_name": "Quirina", "last_name": "Wolkenstein",
              "clientExternalId": "77-31-Z", "ref3": "Lake", "ref9": null}}}""";

    private static final Pattern NAME_OR_VALUE =
            Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?\\d[\\d.eE+-]*|true|false|null");

    /** What a name or value may become. */
    private static final List<String> INSTEAD = List.of("null", "true", "0", "-0.0", "1e400", "1e999999999", "-1e-999999999",
            "9".repeat(150), "9".repeat(5_000), "0x1F", "NaN", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
            "\"\uFEFF\"", "\"Ångström\"", "\"A\u030A\"", "\"\u202Etxet\"", "\"${bean:cause}\"", "\"{{serai.data}}\"",
            "\"'; DROP TABLE record; --\"", "\"" + "x".repeat(70_000) + "\"", "[]", "{}", "[[[[]]]]", "{\"a\": {\"a\": {}}}",
            "[".repeat(31) + "]".repeat(31), "[".repeat(20_000), "{\"a\":".repeat(5_000), "\"2021-02-30T25:61:61Z\"",
            "\"9999-12-31T23:59:59.999999999Z\"", "\"0000-01-01T00:00:00Z\"", "\"2021-02-28T17:28:00+18:00\"", "\"101\"",
            "\"-1\"", "\"1e9\"", "\"Not applicable\"", "\"COURSE_START\"", "\"LEARNING_PATH_COMPLETED\"", "\"LOGIN\"",
            "\"2.0\"", "1.0", "1.00", "\"eventContext\"", "\"learning_path\"", "\"LoginTime\"", "\"" + "n".repeat(1_100) + "\"");

    private final Random random;

    public Mutants(Random random) {
        this.random = random;
    }

    /** A mutant of that event; in one of eight nothing changes but, rarely, the encoding. */
    public byte[] of(String event) {
        String text = event;
        int changes = random.nextInt(8);
        for (int i = 0; i < Math.min(changes, 3); i++) {
            text = withAnother(text);
        }
        byte[] raw = text.getBytes(charset());
        return changes < 5 ? raw : cut(raw);
    }

    private Charset charset() {
        return random.nextInt(20) > 0 ? StandardCharsets.UTF_8
                : one(List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE));
    }

    private String withAnother(String text) {
        List<MatchResult> places = NAME_OR_VALUE.matcher(text).results().toList();
        if (places.isEmpty()) {
            return text;
        }
        MatchResult place = one(places);
        String instead = switch (random.nextInt(6)) {
            case 0 -> place.group() + ": null, " + place.group(); // a name stands twice then
            case 1 -> one(places).group();
            case 2 -> "";
            default -> one(INSTEAD);
        };
        return text.substring(0, place.start()) + instead + text.substring(place.end());
    }

    /** Replaces some bytes, or all that follow, by a few random ones. */
    private byte[] cut(byte[] raw) {
        int from = random.nextInt(raw.length + 1);
        int to = random.nextInt(3) == 0 ? raw.length : Math.min(raw.length, from + random.nextInt(4));
        byte[] instead = new byte[random.nextInt(4)];
        random.nextBytes(instead);
        ByteArrayOutputStream cut = new ByteArrayOutputStream();
        cut.writeBytes(Arrays.copyOf(raw, from));
        cut.writeBytes(instead);
        cut.writeBytes(Arrays.copyOfRange(raw, to, raw.length));
        return cut.toByteArray();
    }

    private <T> T one(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
