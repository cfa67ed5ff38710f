package serai.journal.operations.person;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;
import serai.model.Platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What identifies a person in a body that is not a record, or whose learner was not read. An id counts as the value of a
 * property for learners' ids; an address or a long id counts anywhere, as a word of its own. A name never counts. The case of
 * letters makes no difference. A platform's id is looked for only in bodies from that platform, since on another one it is
 * somebody else's.
 *
 * @param accounts  ids of platforms; one whose platform is null may be of any
 * @param own       the client's own ids, in small letters
 * @param addresses addresses and phone numbers, in small letters
 */
record PersonIdentifiers(Set<Person> accounts, Set<String> own, Set<String> addresses) {

    /** Properties that hold a platform's id, in some version of its events; in small letters, without hyphens and underscores. */
    private static final Set<String> OF_PLATFORM = Set.of("uuid", "user", "userid", "learner", "learnerid");
    /** Properties that have the client's own id. */
    private static final Set<String> OF_CLIENT = Set.of("clientexternalid", "externalid");
    /** Characters from which an id counts outside of such a property: a shorter one may stand for something else. */
    private static final int LONG_ID = 8;
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Whether a body, as it was received, names the person. A body that is not JSON is searched as text.
     *
     * @param platform from which it has come; null if that is not known: then no platform's id is looked for
     */
    boolean areIn(byte[] body, @Nullable Platform platform) {
        Set<String> ids = accounts.stream().filter(account -> account.platform() == null || account.platform() == platform)
                .map(account -> lower(account.identifier())).collect(Collectors.toSet());
        Set<String> both = new HashSet<>(ids);
        both.addAll(own);
        try (JsonParser parser = JSON.createParser(body)) {
            boolean named = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    String key = parser.currentName() == null ? "" : lower(parser.currentName()).replace("_", "").replace("-", "");
                    String value = parser.getText();
                    named |= OF_PLATFORM.contains(key) ? isNamedBy(value, ids)
                            : OF_CLIENT.contains(key) ? isNamedBy(value, own) : standIn(value, both);
                }
            }
            return named;
        } catch (IOException e) {
            return standIn(new String(body, StandardCharsets.UTF_8), both);
        }
    }

    private boolean isNamedBy(String value, Set<String> ids) {
        String text = lower(value);
        return ids.contains(text) || addresses.contains(text) || standIn(value, ids);
    }

    private boolean standIn(String text, Set<String> ids) {
        String lower = text.toLowerCase(Locale.ROOT);
        return addresses.stream().anyMatch(address -> standsIn(lower, address))
                || ids.stream().anyMatch(id -> id.length() >= LONG_ID && standsIn(lower, id));
    }

    static String lower(String identifier) {
        return identifier.strip().toLowerCase(Locale.ROOT);
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
