package serai.people;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.model.ContactType;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.people.source.CsvPeople;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A year of joiners, leavers, changed addresses, shared mailboxes and typing errors, over both platforms. The simulation knows
 * which person each account belongs to, and keeps its own books of what the directory says: nobody is ever taken for somebody
 * else, and those who are not found are those whom the books say, to the unit.
 */
class YearOfPeopleTest {

    private static final int MONTHS = 12;
    private static final int BEGIN = 300;
    private static final int EVENTS = 1_500;

    /** Why an account's person is found, or not. */
    private enum Reason {
        OWN_ID, ADDRESS, FORMER_ADDRESS, PHONE, LINK, TYPING_ERROR, SHARED, CHANGED, NOT_YET, LEFT
    }

    /** Somebody of the organisation. */
    private static final class Employee {
        private final int number;
        private String address;
        private String alias = "";
        private final String phone;
        private boolean listed;
        private boolean left;

        Employee(int number, String address) {
            this.number = number;
            this.address = address;
            this.phone = "+49 30 %07d".formatted(1_000_000 + number);
        }

        String id() {
            return "E-" + number;
        }

        String row() {
            return String.join(",", id(), address, alias, phone, "Kim", "Lee");
        }
    }

    /** An account of a platform, whose contact nobody there changes. */
    private record Account(Platform platform, Employee owner, String id, String externalId, String contact, ContactType type,
            boolean mistyped) {
    }

    @TempDir
    private Path folder;
    private final List<Employee> employees = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final Map<String, String> links = new HashMap<>();
    private final Map<Reason, Integer> seen = new EnumMap<>(Reason.class);
    private Random random;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void takesNobodyForSomebodyElseAndMissesNobody(long seed) throws IOException {
        random = new Random(seed);
        for (int i = 0; i < BEGIN; i++) {
            joins();
        }
        KnownPeople people = new KnownPeople(new CsvPeople(folder.resolve("people.csv")), new Linked(), Directories.settings(),
                new SettableClock(Records.RECEIVED));
        for (int month = 0; month < MONTHS; month++) {
            passes();
            list();
            people.refresh();
            assertThat(people.trouble()).isNull();
            for (int event = 0; event < EVENTS; event++) {
                happens(people.matching(), accounts.get(random.nextInt(accounts.size())));
            }
        }
        assertThat(seen).as("each of it happened").containsOnlyKeys(Reason.values());
    }

    private void happens(PersonMatching matching, Account account) {
        Match match = matching.match(record(account));
        Reason reason = reason(account);
        seen.merge(reason, 1, Integer::sum);
        boolean found = reason.ordinal() <= Reason.LINK.ordinal();
        assertThat(match == null ? null : match.person()).as("%s of %s: %s", account, account.owner().row(), reason)
                .isEqualTo(found ? account.owner().id() : null);
    }

    /** By the books, without the matching's own ways. */
    private Reason reason(Account account) {
        Employee owner = account.owner();
        if (owner.listed && account.externalId() != null) {
            return Reason.OWN_ID;
        }
        if (links.containsKey(LinkedPeople.key(account.platform(), account.id()))) {
            return Reason.LINK;
        }
        if (!owner.listed) {
            return owner.left ? Reason.LEFT : Reason.NOT_YET;
        }
        if (account.mistyped()) {
            return Reason.TYPING_ERROR;
        }
        if (account.type() == ContactType.PHONE) {
            return Reason.PHONE;
        }
        String contact = account.contact().replace(" ", "").toLowerCase(Locale.ROOT);
        if (employees.stream().filter(one -> one.listed && (one.address.equals(contact) || one.alias.equals(contact)))
                .count() > 1) {
            return Reason.SHARED;
        }
        return contact.equals(owner.address) ? Reason.ADDRESS
                : contact.equals(owner.alias) ? Reason.FORMER_ADDRESS : Reason.CHANGED;
    }

    private static LearningRecord record(Account account) {
        LearningRecord record = Records.completion(account.id());
        return new LearningRecord(record.schemaVersion(), record.id(), record.source(), account.platform(), record.type(),
                record.platformType(), record.occurredAt(), record.occurredAsSent(), record.receivedAt(),
                new Learner(account.id(), account.externalId(), "Kim", "Lee", account.contact(), account.type(), Map.of()),
                record.activity(), record.result(), record.marks(), record.raw());
    }

    /** Some join, leave, and change their address; an operator links somebody who was not found. */
    private void passes() {
        for (int i = 0; i < 20; i++) {
            joins();
        }
        for (Employee one : employees) {
            one.listed |= !one.left && random.nextInt(2) == 0; // HR is late with joiners
            if (one.listed && random.nextInt(50) == 0) {
                one.left = true;
                one.listed = false;
            } else if (one.listed && !one.address.startsWith("desk") && random.nextInt(20) == 0) {
                one.alias = random.nextInt(3) == 0 ? "" : one.address; // not each change is written down
                one.address = "p%s.%s@example.org".formatted(one.number, random.nextInt(1 << 20));
            }
        }
        accounts.stream().filter(one -> reason(one) == Reason.TYPING_ERROR).skip(3).findFirst()
                .ifPresent(one -> links.put(LinkedPeople.key(one.platform(), one.id()), one.owner().id()));
    }

    private void joins() {
        int number = employees.size();
        Employee one = new Employee(number, random.nextInt(20) == 0 ? "desk%s@example.org".formatted(random.nextInt(3))
                : "p%s@example.org".formatted(number));
        one.listed = random.nextInt(4) > 0;
        employees.add(one);
        String shown = random.nextBoolean() ? one.address : " " + one.address.toUpperCase(Locale.ROOT);
        boolean mistyped = random.nextInt(10) == 0;
        boolean byPhone = random.nextInt(4) == 0;
        accounts.add(byPhone ? new Account(Platform.MCT, one, "m" + number, null, one.phone.replace(" ", mistyped ? "9" : "-"),
                ContactType.PHONE, mistyped)
                : new Account(Platform.MCT, one, "m" + number, null, mistyped ? "x" + one.address : shown, ContactType.EMAIL,
                        mistyped));
        accounts.add(new Account(Platform.PRAESIDIUM, one, "q" + number, random.nextInt(3) > 0 ? one.id() : null, shown,
                ContactType.EMAIL, false));
    }

    private void list() throws IOException {
        List<String> rows = new ArrayList<>(List.of("id,email,aliases,phone,first_name,last_name"));
        employees.stream().filter(one -> one.listed).forEach(one -> rows.add(one.row()));
        Files.write(folder.resolve("people.csv"), rows);
    }

    /** What the operator has linked. */
    private final class Linked implements LinkSource {

        @Override
        public Object version() {
            return links.size();
        }

        @Override
        public LinkedPeople read() {
            return new LinkedPeople(links.size(), Map.copyOf(links));
        }
    }
}
