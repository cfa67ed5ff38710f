package serai.people;

import serai.people.source.CsvPeople;
import serai.people.source.CsvRowException;
import serai.people.source.KnownPerson;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds rows of a file of people that can be read, but probably mean something else than their author thinks. Quotes no value. */
public final class DoubtfulRows {

    private final List<String> order;
    private final PhoneNumbers phones;
    private final int max;
    private final KeyTable ids = new KeyTable();
    private final KeyTable keys = new KeyTable();
    private final List<Doubt> doubts = new ArrayList<>();

    /**
     * What is doubtful about a row.
     *
     * @param line of the file, from 1
     * @param what is doubtful, in one line; quotes no value
     */
    public record Doubt(int line, String what) {
    }

    private DoubtfulRows(PeopleSettings settings, int max) {
        this.order = settings.order();
        this.phones = new PhoneNumbers(settings.phoneRegion());
        this.max = max;
    }

    /**
     * The doubtful rows of a file, by their lines. Only columns that learners are matched by are examined.
     *
     * @param max how many at the most
     * @throws IOException if the file can't be read; {@link CsvRowException} if a row of it can't
     */
    public static List<Doubt> of(Path file, PeopleSettings settings, int max) throws IOException {
        DoubtfulRows rows = new DoubtfulRows(settings, max);
        new CsvPeople(file).readLines(rows::look);
        return rows.doubts;
    }

    private void look(int line, KnownPerson person) {
        int before = ids.owner(person.id());
        if (before == KeyTable.NONE) {
            ids.put(person.id(), line);
        } else {
            doubt(line, "line %s has the same id, so both rows count as one person".formatted(before));
        }
        int owner = before == KeyTable.NONE ? line : before;
        if (order.contains("email")) {
            person.emails().forEach(email -> look(line, owner, KeyForm.email(email), "an address"));
        }
        if (order.contains("phone")) {
            for (String phone : person.phones()) {
                String normal = phones.normal(phone);
                if (normal == null) {
                    doubt(line,
                            "a phone number can't be read, or has no country (serai.people.phone.region), and nobody is found by it");
                } else {
                    look(line, owner, KeyForm.phone(normal), "a phone number");
                }
            }
        }
        person.refs().forEach((name, text) -> {
            if (order.contains(name)) {
                look(line, owner, KeyForm.ref(name, text), name);
            }
        });
    }

    /** @param owner the first line of the person */
    private void look(int line, int owner, String key, String called) {
        int other = keys.owner(key);
        if (other == KeyTable.NONE) {
            keys.put(key, owner);
        } else if (other != owner) {
            doubt(line, "%s belongs to the person in line %s too, so nobody is found by it".formatted(called, other));
        }
    }

    private void doubt(int line, String what) {
        if (doubts.size() < max) {
            doubts.add(new Doubt(line, what));
        }
    }
}
