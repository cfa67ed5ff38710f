package serai.journal.operations.person;

import serai.journal.DeadLetterId;
import serai.journal.operations.search.LearnerNumbers;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.index.ForgottenLearners;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.JournalQuery;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds everything that the journal has of a person: by the identifier that is asked for, and then by the platform's id of each
 * account that it leads to, so that what lacks the address is found as well. Changes nothing.
 */
public record PersonSearch(JournalQuery reading) {

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
     * @throws serai.journal.DamagedRecordException      if a batch is damaged that may have something
     * @throws serai.journal.JournalUnavailableException if the journal can't be read
     */
    public PersonContent find(Person person) {
        try {
            return of(person, person.platform() == null ? accounts(person) : Set.of(person));
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    /** Records of a person that tell different things of the learner: one for each; read when it is called. */
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

    /** The accounts of which the journal has something, of those who were forgotten. */
    Set<Person> accounts(List<ForgottenHash> forgotten) {
        LearnerHashes hashes = LearnerHashes.of(reading);
        Set<String> whole = forgotten.stream().map(ForgottenHash::hash).collect(Collectors.toSet());
        Predicate<LearningRecord> isTheirs = record -> ForgottenLearners.of(hashes, record).stream()
                .anyMatch(hash -> whole.contains(HexFormat.of().formatHex(hash)));
        Set<Person> accounts = new LinkedHashSet<>();
        try {
            for (ForgottenHash one : forgotten) {
                eachBatched(one.lookup(), isTheirs, (seq, record) -> accounts.add(account(record)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
        for (String table : List.of(ASIDE, DIFFERING)) {
            eachCopy(table, isTheirs, copy -> accounts.add(account(copy.record)));
        }
        return accounts;
    }

    private static Person account(LearningRecord record) {
        return new Person(record.platform(), Objects.requireNonNull(record.learner()).id());
    }

    private PersonContent of(Person named, Set<Person> accounts) throws SQLException {
        Set<Long> seqs = new TreeSet<>();
        for (Person account : accounts) {
            eachBatched(account, (seq, record) -> seqs.add(seq));
        }
        eachCopy(ASIDE, accounts, copy -> seqs.add(copy.nr));
        List<DeadLetterId> differing = new ArrayList<>();
        eachCopy(DIFFERING, accounts, copy -> differing.add(new DeadLetterId(DeadLetterId.Content.DIFFERS, copy.of, copy.nr)));
        PayloadSearch payloads = new PayloadSearch(reading);
        PersonIdentifiers identifiers = payloads.identifiers(named, accounts, List.copyOf(seqs), text -> areAll(accounts, text));
        List<Long> unnamed = payloads.unrouted(identifiers);
        seqs.addAll(unnamed);
        return new PersonContent(List.copyOf(seqs), differing, Set.copyOf(unnamed), payloads.refused(identifiers), accounts);
    }

    /** Whether nobody but these accounts has an address or a client's own id. */
    private boolean areAll(Set<Person> accounts, String identifier) {
        try {
            return accounts(new Person(null, identifier)).stream().allMatch(other -> accounts.stream()
                    .anyMatch(one -> one.platform() == other.platform() && one.identifier().equalsIgnoreCase(other.identifier())));
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
