package serai.people.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One person of the organisation, as its directory has them. All of it is personal data, so {@link #toString} shows none of it.
 *
 * @param id        the organisation's id, not blank
 * @param emails    addresses, the first one and aliases
 * @param phones    phone numbers, in whatever way they are written
 * @param firstName blank if the directory has none
 * @param lastName  blank if the directory has none
 * @param refs      the organisation's texts about the person, by name
 */
public record KnownPerson(String id, List<String> emails, List<String> phones, String firstName, String lastName,
        Map<String, String> refs) {

    private static final Pattern REF = Pattern.compile("ref\\d");

    /**
     * The person of a row of a file or a query. Nothing is demanded of its columns: an id that is missing is empty.
     */
    static KnownPerson of(NamedValues row) {
        List<String> emails = new ArrayList<>(several(row.of("email")));
        emails.addAll(several(row.of("aliases")));
        Map<String, String> refs = new HashMap<>();
        row.names().stream().filter(name -> REF.matcher(name).matches() && !row.of(name).isEmpty())
                .forEach(name -> refs.put(name, row.of(name)));
        return new KnownPerson(row.of("id"), emails,
                Stream.of(row.of("phone").split("[;|]")).filter(one -> !one.isBlank()).toList(), row.of("first_name"),
                row.of("last_name"), refs);
    }

    /** Splits a text where no address goes on: at blanks, commas, semicolons and strokes. */
    private static List<String> several(String text) {
        return Stream.of(text.split("[\\s;,|]+")).filter(one -> !one.isEmpty()).toList();
    }

    @Override
    public String toString() {
        return "KnownPerson[]";
    }
}
