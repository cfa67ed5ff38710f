package serai.people;

import java.util.List;
import java.util.Map;

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

    @Override
    public String toString() {
        return "KnownPerson[]";
    }
}
