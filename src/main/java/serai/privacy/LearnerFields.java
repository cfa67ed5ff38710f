package serai.privacy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import static java.util.stream.Collectors.toCollection;

/**
 * Fields of a learner, by the names that records have for them ({@code docs/record.md}); each of the client's own texts has its own
 * name too.
 *
 * @param names the fields' names; {@link #unknown} has those that no learner has
 */
public record LearnerFields(Set<String> names) {

    static final String EXTERNAL_ID = "externalId";
    static final String FIRST_NAME = "firstName";
    static final String LAST_NAME = "lastName";
    static final String CONTACT = "contact";
    static final String REFS = "refs";
    /** With it goes {@code matchedBy}, by what the person was found. */
    static final String PERSON = "person";

    /** All names that there are, in the order of a record. */
    public static final Set<String> KNOWN = new LinkedHashSet<>(List.of(EXTERNAL_ID, FIRST_NAME, LAST_NAME, CONTACT,
            REFS, "ref3", "ref4", "ref5", "ref7", "ref8", "ref9", PERSON));

    /** No field. */
    public static final LearnerFields NONE = new LearnerFields(Set.of());

    public LearnerFields {
        names = Set.copyOf(names);
    }

    /** @param names as a route has them, such as {@code firstName,ref3} */
    public static LearnerFields of(List<String> names) {
        return new LearnerFields(new LinkedHashSet<>(names));
    }

    /** The names of these that no learner has. */
    public Set<String> unknown() {
        return names.stream().filter(name -> !KNOWN.contains(name)).collect(toCollection(LinkedHashSet::new));
    }

    /** The names that other fields have too. */
    public Set<String> common(LearnerFields other) {
        return names.stream().filter(other.names::contains).collect(toCollection(LinkedHashSet::new));
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** @param name of one of the client's own texts: it is named itself, or all of them are */
    boolean hasRef(String name) {
        return has(REFS) || has(name);
    }
}
