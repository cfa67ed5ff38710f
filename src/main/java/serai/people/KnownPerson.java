package serai.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
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

    /**
     * The person of a row of a file or a query.
     *
     * @param names of the row's columns, in small letters
     * @param value of a column, without blanks around; empty for none
     */
    static KnownPerson of(Set<String> names, UnaryOperator<String> value) {
        List<String> emails = new ArrayList<>(several(value.apply("email")));
        emails.addAll(several(value.apply("aliases")));
        Map<String, String> refs = new HashMap<>();
        names.stream().filter(name -> name.matches("ref\\d") && !value.apply(name).isEmpty())
                .forEach(name -> refs.put(name, value.apply(name)));
        return new KnownPerson(value.apply("id"), emails,
                Stream.of(value.apply("phone").split("[;|]")).filter(one -> !one.isBlank()).toList(), value.apply("first_name"),
                value.apply("last_name"), refs);
    }

    /** Addresses have no blank, comma, semicolon or stroke in them. */
    private static List<String> several(String text) {
        return Stream.of(text.split("[\\s;,|]+")).filter(one -> !one.isEmpty()).toList();
    }

    @Override
    public String toString() {
        return "KnownPerson[]";
    }
}
