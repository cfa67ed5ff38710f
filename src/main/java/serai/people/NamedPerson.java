package serai.people;

import org.jspecify.annotations.Nullable;
import serai.people.source.KnownPerson;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the person of the directory whom an id, an address or a phone number names. It is shown every person as the directory is
 * read, and compares addresses and numbers only if learners are matched by them ({@code serai.people.match}). For one reading.
 */
public final class NamedPerson {

    private static final String OWN_ID = "externalId";

    private final String named;
    private final @Nullable String phone; // null if it is no phone number
    private final PeopleSettings settings;
    private final PhoneNumbers phones;
    /** What records may name a person by, under the person's id. */
    private final Map<String, Set<String>> byId = new TreeMap<>();
    private final Map<String, Set<String>> byContact = new TreeMap<>();

    public NamedPerson(String named, PeopleSettings settings) {
        this.named = named;
        this.settings = settings;
        this.phones = new PhoneNumbers(settings.phoneRegion());
        this.phone = phones.normal(named);
    }

    /** Looks at a person, or at one of several rows that the directory has of them. */
    public void look(KnownPerson person) {
        if (person.id().strip().equalsIgnoreCase(named)) {
            add(byId, person);
        } else if (byContact.containsKey(person.id()) || has(person)) {
            add(byContact, person);
        }
    }

    /**
     * Adds identifiers from rows of the person that came before the row with the address or number that was named. The caller has
     * shown everybody to {@link #look} before, and shows everybody again.
     */
    public void lookAgain(KnownPerson person) {
        if (person.id().equals(id())) {
            add(found(), person);
        }
    }

    private boolean has(KnownPerson person) {
        return settings.order().contains("email")
                && person.emails().stream().anyMatch(email -> KeyForm.email(email).equals(KeyForm.email(named)))
                || phone != null && settings.order().contains("phone")
                        && person.phones().stream().anyMatch(one -> phone.equals(phones.normal(one)));
    }

    private void add(Map<String, Set<String>> to, KnownPerson person) {
        Set<String> all = to.computeIfAbsent(person.id(), id -> new LinkedHashSet<>());
        if (settings.order().contains(OWN_ID)) {
            all.add(person.id().strip());
        }
        if (settings.order().contains("email")) {
            person.emails().forEach(email -> all.add(email.strip()));
        }
        if (settings.order().contains("phone")) {
            for (String one : person.phones()) {
                all.add(one.strip());
                String normal = phones.normal(one);
                if (normal != null) {
                    all.add(normal);
                }
            }
        }
    }

    /** The person's id; null if nobody was named, or several were. */
    public @Nullable String id() {
        Map<String, Set<String>> found = found();
        return found.size() == 1 ? found.keySet().iterator().next() : null;
    }

    /** What records may name the person by, from the rows seen so far; empty where {@link #id} is null. */
    public Set<String> identifiers() {
        Map<String, Set<String>> found = found();
        return found.size() == 1 ? found.values().iterator().next() : Set.of();
    }

    private Map<String, Set<String>> found() {
        return byId.isEmpty() ? byContact : byId;
    }
}
