package serai.steps;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;
import serai.model.Activity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The values of records that tell of people, in each spelling that a format gives them. A format of a user's own is not known
 * here, so a text is masked by the values that went into it, and not by how it is made.
 */
final class PersonalValues {

    /** More values than that are not looked for: a text that may hold them is not shown. */
    private static final int VALUES_MAX = 20_000;
    /** A part of a name or address is looked for too, if it has so many letters. */
    private static final int PART_MIN = 3;
    private static final JsonFactory JSON = new JsonFactory();

    private final Set<String> values = new HashSet<>();
    private final Set<String> known = new HashSet<>();

    /** @return null if there are too many */
    static @Nullable Set<String> of(Collection<LearningRecord> records) {
        PersonalValues values = new PersonalValues();
        for (LearningRecord record : records) {
            values.add(record);
            if (values.values.size() > VALUES_MAX) {
                return null;
            }
        }
        values.values.removeAll(values.known);
        Set<String> spelled = new HashSet<>();
        values.values.forEach(value -> spell(value, spelled));
        return spelled;
    }

    private void add(LearningRecord record) {
        Set<String> own = new HashSet<>();
        Learner learner = record.learner();
        if (learner != null) {
            addWithParts(learner.firstName(), own);
            addWithParts(learner.lastName(), own);
            add(learner.contact(), own);
            addWithParts(learner.contact() == null ? null : learner.contact().split("@", 2)[0], own); // a host's name is nobody's
            add(learner.id(), own);
            add(learner.externalId(), own);
            learner.refs().values().forEach(ref -> add(ref, own));
        }
        addLeaves(record.raw());
        known.add(record.type());
        known.add(record.platformType());
        known.add(record.source());
        known.add(record.platform().name());
        add(record.occurredAsSent(), known);
        add(record.activity());
        if (record.result() != null && record.result().percentage() != null) {
            add(record.result().percentage().toPlainString(), known);
        }
        known.removeAll(own);
        values.addAll(own);
    }

    private void add(@Nullable Activity activity) {
        if (activity != null) {
            known.add(activity.id());
            add(activity.name(), known);
            add(activity.parent());
        }
    }

    private static void add(@Nullable String value, Set<String> to) {
        if (value != null && !value.isBlank()) {
            to.add(value.strip());
        }
    }

    private static void addWithParts(@Nullable String value, Set<String> to) {
        add(value, to);
        if (value == null) {
            return;
        }
        add(value.replaceAll("[^\\p{L}\\p{N}]", ""), to); // a number without its blanks
        for (String part : value.split("[^\\p{L}\\p{N}]+")) {
            if (part.length() >= PART_MIN) {
                to.add(part);
            }
        }
    }

    /** What stands in the payload as received: a route may have made a text of that too. */
    private void addLeaves(@Nullable Payload raw) {
        if (raw == null) {
            return;
        }
        add(new String(raw.bytes(), StandardCharsets.UTF_8), values);
        try (JsonParser json = JSON.createParser(raw.bytes())) {
            for (JsonToken token = json.nextToken(); token != null && values.size() <= VALUES_MAX; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                    add(json.getText(), values);
                }
            }
        } catch (IOException e) {
            // No JSON: it is looked for as a whole.
        }
    }

    private static void spell(String value, Set<String> to) {
        to.add(value);
        if (value.chars().allMatch(one -> one < 0x80 && (Character.isLetterOrDigit(one) || one == ' ' || one == '-'))) {
            return;
        }
        to.add(String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)));
        to.add(ascii(String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)), "\\u%04x"));
        to.add(value.replace("\"", "\"\""));
        to.add(markup(value));
        to.add(ascii(markup(value), "&#%s;"));
        String web = URLEncoder.encode(value, StandardCharsets.UTF_8);
        to.add(web);
        to.add(web.replace("+", "%20"));
        to.add(web.replace("%40", "@").replace("+", "%20"));
    }

    private static String markup(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    private static String ascii(String value, String form) {
        StringBuilder ascii = new StringBuilder();
        value.chars().forEach(one -> {
            if (one < 0x80) {
                ascii.append((char) one);
            } else {
                ascii.append(String.format(Locale.ROOT, form, one));
            }
        });
        return ascii.toString();
    }
}
