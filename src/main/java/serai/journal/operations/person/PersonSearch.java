package serai.journal.operations.person;

import serai.journal.DeadLetterId;
import serai.journal.operations.people.PersonLinks;
import serai.journal.operations.search.LearnerNumbers;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.JournalQuery;
import serai.model.CanonicalJson;
import serai.model.Learner;
import serai.model.LearningRecord;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds everything that the journal has of a person: by the identifier that is asked for, and then by the platform's id of each
 * account that it leads to by records and links, so that records without the address are found as well. Changes nothing.
 */
public record PersonSearch(JournalQuery reading) {

    /** A bound for the time of receipt that excludes nothing. */
    static final Instant WHENEVER = Instant.parse("9999-12-31T23:59:59Z");
    private static final int PAGE = 500;
    private static final String ASIDE = """
            SELECT destination, seq, json FROM aside WHERE json IS NOT NULL AND (destination, seq) > (?, ?)
            ORDER BY destination, seq LIMIT\s""" + PAGE;
    private static final String DIFFERING =
            "SELECT source, nr, json FROM differing WHERE (source, nr) > (?, ?) ORDER BY source, nr LIMIT " + PAGE;

    /** A record that has a row of its own. */
    private record Copy(String of, long nr, LearningRecord record) {
    }

    /**
     * Everything that the journal has of the person. That includes accounts that an interrupted act of forgetting the same
     * identifier has left, although no record has the identifier any more.
     *
     * @throws serai.journal.DamagedRecordException      if a batch is damaged that may have a record of the person
     * @throws serai.journal.JournalUnavailableException if the journal can't be read
     */
    public PersonContent find(Person person) {
        return find(person, Set.of(), Set.of());
    }

    /**
     * As {@link #find(Person)}, with accounts that are known to be the person's, each with its platform.
     *
     * @param said accounts that an operator has said are the person's, such as by a link
     * @param more accounts known otherwise, such as by the directory of people
     */
    public PersonContent find(Person person, Set<Person> said, Set<Person> more) {
        try {
            if (person.platform() != null) {
                return of(person, Set.of(person), Set.of(), WHENEVER);
            }
            Set<Person> all = accounts(person);
            Set<Person> told = linked(person.identifier());
            told.addAll(before(person));
            told.addAll(said);
            Stream.concat(told.stream(), more.stream()).filter(one -> all.stream().noneMatch(one::isSame)).forEach(all::add);
            return of(person, all, told, WHENEVER);
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    /** What the journal has of an account that was received until then. */
    PersonContent find(ForgottenAccounts.Account account) {
        try {
            return of(account.person(), Set.of(account.person()), Set.of(), account.until());
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    /** One record for each different description of the learner in a person's records. Reads the journal at each call. */
    public List<LearningRecord> learners(PersonContent found) {
        try {
            return List.copyOf(new DifferentLearners(reading).of(found.seqs()));
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    /** Which of a person's records each destination has been given. */
    public GivenRecords given() {
        return new GivenRecords(reading);
    }

    private Set<Person> accounts(Person person) throws SQLException {
        Set<Person> accounts = new LinkedHashSet<>();
        eachBatched(person, (seq, record) -> accounts.add(account(record)));
        for (String table : List.of(ASIDE, DIFFERING)) {
            eachCopy(table, Set.of(person), copy -> accounts.add(account(copy.record)));
        }
        return accounts;
    }

    /**
     * The accounts whose records have that address, phone number or client's own id, and are of the person who is meant.
     *
     * @param isTheirs whether such a record is of that person
     */
    public Set<Person> accounts(String identifier, Predicate<LearningRecord> isTheirs) {
        Set<Person> accounts = new LinkedHashSet<>();
        Predicate<LearningRecord> both = record -> hasAddressOrOwnId(record, identifier) && isTheirs.test(record);
        try {
            eachBatched(LearnerHashes.of(reading).of(identifier), both, (seq, record) -> accounts.add(account(record)));
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
        for (String table : List.of(ASIDE, DIFFERING)) {
            eachCopy(table, both, copy -> accounts.add(account(copy.record)));
        }
        return accounts;
    }

    /**
     * The accounts that operators have linked to a person of the organisation. Links that are damaged are passed over, as they may
     * be of anybody; {@link PersonLinks#damaged} says how many.
     */
    public Set<Person> linked(String person) {
        Set<Person> accounts = new LinkedHashSet<>();
        PersonLinks.whole(reading).stream().filter(link -> link.person().equalsIgnoreCase(person))
                .forEach(link -> accounts.add(new Person(link.platform(), link.learner())));
        return accounts;
    }

    /** The accounts that an interrupted act has left, found by its hashes. */
    private Set<Person> before(Person person) {
        List<ForgottenHash> before = new ForgottenRows(reading).together(person);
        return before.isEmpty() ? Set.of()
                : accounts(before).known().stream().map(ForgottenAccounts.Account::person).collect(Collectors.toSet());
    }

    /** The accounts of forgotten persons of which the journal has records received before they were forgotten, or links. */
    ForgottenAccounts.Found accounts(List<ForgottenHash> forgotten) {
        ForgottenAccounts accounts = new ForgottenAccounts(LearnerHashes.of(reading), forgotten);
        try {
            for (ForgottenHash one : forgotten) {
                eachBatched(one.lookup(), record -> true, (seq, record) -> accounts.add(record));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
        for (String table : List.of(ASIDE, DIFFERING)) {
            eachCopy(table, record -> true, copy -> accounts.add(copy.record));
        }
        PersonLinks.unchecked(reading).forEach(link -> accounts.add(new Person(link.platform(), link.learner()), link.at()));
        return accounts.all();
    }

    /**
     * Whether the named identifier is only the platform's id of one of the accounts, and no record has it as an address or a
     * client's own id.
     */
    boolean isOnlyAnId(Person named, Set<Person> accounts) {
        if (named.platform() != null || accounts.stream().noneMatch(one -> named.identifier().equalsIgnoreCase(one.identifier()))) {
            return false;
        }
        List<LearningRecord> others = new ArrayList<>();
        Predicate<LearningRecord> isOther = record -> hasAddressOrOwnId(record, named.identifier());
        try {
            eachBatched(LearnerHashes.of(reading).of(named.identifier()), isOther, (seq, record) -> others.add(record));
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
        for (String table : List.of(ASIDE, DIFFERING)) {
            eachCopy(table, isOther, copy -> others.add(copy.record));
        }
        return others.isEmpty();
    }

    private static boolean hasAddressOrOwnId(LearningRecord record, String identifier) {
        Learner learner = record.learner();
        return learner != null
                && (identifier.equalsIgnoreCase(learner.externalId()) || identifier.equalsIgnoreCase(learner.contact()));
    }

    private static Person account(LearningRecord record) {
        return new Person(record.platform(), Objects.requireNonNull(record.learner()).id());
    }

    private PersonContent of(Person named, Set<Person> accounts, Set<Person> told, Instant until) throws SQLException {
        Predicate<LearningRecord> isTheirs = record -> !record.receivedAt().isAfter(until)
                && accounts.stream().anyMatch(account -> account.isIn(record));
        Set<Long> seqs = new TreeSet<>();
        for (Person account : accounts) {
            // The index has short hashes, which may be of another learner too.
            eachBatched(LearnerHashes.of(reading).of(account.identifier()), isTheirs, (seq, record) -> seqs.add(seq));
        }
        eachCopy(ASIDE, isTheirs, copy -> seqs.add(copy.nr));
        List<DeadLetterId> differing = new ArrayList<>();
        eachCopy(DIFFERING, isTheirs, copy -> differing.add(new DeadLetterId(DeadLetterId.Content.DIFFERS, copy.of, copy.nr)));
        PayloadSearch payloads = new PayloadSearch(reading, until);
        PersonIdentifiers identifiers = payloads.identifiers(named, accounts, List.copyOf(seqs), text -> areAll(accounts, text));
        List<Long> unnamed = payloads.unrouted(identifiers);
        seqs.addAll(unnamed);
        return new PersonContent(List.copyOf(seqs), differing, Set.copyOf(unnamed), payloads.refused(identifiers), accounts,
                told);
    }

    /** Whether only these accounts have an address or a client's own id. */
    private boolean areAll(Set<Person> accounts, String identifier) {
        try {
            return accounts(new Person(null, identifier)).stream().allMatch(other -> accounts.stream()
                    .anyMatch(one -> one.isSame(other)));
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    /** Gets a record of a batch. */
    private interface Found {
        void add(long seq, LearningRecord record);
    }

    private void eachBatched(Person person, Found found) throws SQLException {
        // The index has short hashes, which may be of another learner too.
        eachBatched(LearnerHashes.of(reading).of(person.identifier()), person::isIn, found);
    }

    private void eachBatched(long lookup, Predicate<LearningRecord> isTheirs, Found found) throws SQLException {
        LearnerNumbers numbers = new LearnerNumbers(reading);
        List<Long> page;
        long before = Long.MAX_VALUE;
        do {
            page = numbers.of(lookup, before);
            for (long seq : page) {
                before = seq;
                BatchedRecord batched = BatchWatch.record(reading, reading.place(), seq);
                LearningRecord record = batched == null ? null : CanonicalJson.read(batched.json()); // null if purged since
                if (record != null && isTheirs.test(record)) {
                    found.add(seq, record);
                }
            }
        } while (page.size() == LearnerNumbers.MAX);
    }

    private void eachCopy(String page, Set<Person> persons, Consumer<Copy> found) {
        eachCopy(page, record -> persons.stream().anyMatch(person -> person.isIn(record)), found);
    }

    private void eachCopy(String page, Predicate<LearningRecord> isTheirs, Consumer<Copy> found) {
        String of = "";
        long nr = 0;
        List<Copy> read;
        do {
            read = reading.rows(page, row -> new Copy(row.getString(1), row.getLong(2),
                    CanonicalJson.read(new String(row.getBytes(3), StandardCharsets.UTF_8))), of, nr);
            for (Copy copy : read) {
                of = copy.of;
                nr = copy.nr;
                if (isTheirs.test(copy.record)) {
                    found.accept(copy);
                }
            }
        } while (read.size() == PAGE);
    }
}
