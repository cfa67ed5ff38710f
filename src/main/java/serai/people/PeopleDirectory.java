package serai.people;

import org.jspecify.annotations.Nullable;
import serai.people.source.KnownPerson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The organisation's people in memory, found by what is theirs alone: their id, addresses, phone numbers and refs. It has no names.
 * A million people with an address and a number each take about 250 MB. Immutable once it is built; safe for use by
 * several threads.
 */
public final class PeopleDirectory {

    private final List<String> ids = new ArrayList<>();
    private final KeyTable keys = new KeyTable();

    private PeopleDirectory() {
    }

    /** How many people there are. */
    public int size() {
        return ids.size();
    }

    /** Whether there is a person with that id. */
    boolean has(String id) {
        return number(KeyForm.id(id)) >= 0;
    }

    /** The number of the person with a key of {@link KeyForm}; {@link KeyTable#NONE}, {@link KeyTable#SEVERAL}. */
    int number(String key) {
        return keys.owner(key);
    }

    /** As {@link #number} of each key; {@link KeyTable#NONE} where there is none. */
    int[] numbers(@Nullable String[] searched) {
        return keys.owners(searched);
    }

    /** The id of the person of that number. */
    String person(int number) {
        return ids.get(number);
    }

    /** Builds a directory, a person at a time. */
    static final class Builder {

        private final PeopleDirectory directory = new PeopleDirectory();
        private final Map<String, Integer> numbers = new HashMap<>();
        private final PhoneNumbers phones;
        private final int max;

        /** @param max people at the most */
        Builder(PhoneNumbers phones, int max) {
            this.phones = phones;
            this.max = max;
        }

        /** @throws UncheckedIOException if there are too many */
        void add(KnownPerson person) {
            Integer known = numbers.get(person.id());
            if (known == null) {
                if (numbers.size() == max) {
                    throw new UncheckedIOException(new IOException(
                            "it has more than %s people; raise serai.people.max, and the memory of the process".formatted(max)));
                }
                known = numbers.size();
                numbers.put(person.id(), known);
                directory.ids.add(person.id());
            }
            int number = known;
            directory.keys.put(KeyForm.id(person.id()), number);
            person.emails().forEach(email -> directory.keys.put(KeyForm.email(email), number));
            person.refs().forEach((name, text) -> directory.keys.put(KeyForm.ref(name, text), number));
            for (String phone : person.phones()) {
                String normal = phones.normal(phone);
                if (normal != null) {
                    directory.keys.put(KeyForm.phone(normal), number);
                }
            }
        }

        PeopleDirectory build() {
            return directory;
        }
    }
}
