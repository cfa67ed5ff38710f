package serai.journal.operations.person;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * By what a body names a person that is no record, or whose learner nobody has read: an id as the value of a property that has a
 * learner's, or an address or a long id anywhere, as a word of its own. Never by a name. Whatever the case of letters.
 *
 * @param ids       ids of platforms, and the client's own, in small letters
 * @param addresses addresses and phone numbers, in small letters
 */
record PersonIdentifiers(Set<String> ids, Set<String> addresses) {

    /** Properties that have a learner's id, at some platform or in some version of it; in small letters, without strokes. */
    private static final Set<String> KEYS =
            Set.of("uuid", "user", "userid", "learner", "learnerid", "clientexternalid", "externalid");
    /** A shorter id may stand for something else where it is no value of such a property. */
    private static final int LONG_ID = 8;
    private static final JsonFactory JSON = new JsonFactory();

    /** Whether a body, as it was received, names the person. What is no JSON is looked through as text. */
    boolean areIn(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            boolean named = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    named |= isNamedBy(parser.currentName(), parser.getText());
                }
            }
            return named;
        } catch (IOException e) {
            return standIn(new String(body, StandardCharsets.UTF_8));
        }
    }

    private boolean isNamedBy(@Nullable String key, String value) {
        boolean ofLearner = key != null && KEYS.contains(key.toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""));
        String text = value.strip().toLowerCase(Locale.ROOT);
        return ofLearner && (ids.contains(text) || addresses.contains(text)) || standIn(value);
    }

    private boolean standIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return addresses.stream().anyMatch(address -> standsIn(lower, address))
                || ids.stream().anyMatch(id -> id.length() >= LONG_ID && standsIn(lower, id));
    }

    private static boolean standsIn(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !isOfAWord(text.charAt(at - 1)) && text.charAt(at - 1) != '.';
            boolean ends = end == text.length() || !isOfAWord(text.charAt(end))
                    && !(text.charAt(end) == '.' && end + 1 < text.length() && isOfAWord(text.charAt(end + 1)));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfAWord(char one) {
        return Character.isLetterOrDigit(one) || "_%+-@".indexOf(one) >= 0;
    }

    @Override
    public String toString() {
        return "PersonIdentifiers[]"; // they are personal data
    }
}
