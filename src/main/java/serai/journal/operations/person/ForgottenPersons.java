package serai.journal.operations.person;

import serai.journal.JournalUnavailableException;
import serai.journal.operations.audit.AuditLogContent;
import serai.journal.operations.audit.AuditedActs;
import serai.journal.sql.index.ForgottenLearners;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.Transaction;
import serai.model.Platform;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static serai.installation.Installation.SERAI;

/**
 * The persons who were forgotten, as keyed hashes of their identifiers, and whether their later events are counted and not
 * kept.
 */
public final class ForgottenPersons {

    /** Identifiers of those whose later events are not kept, at the most: each process that takes events in has them in memory. */
    private static final long LATER_MAX = 10_000;
    private static final String ALL = """
            SELECT nr, max(at), max(why), max(CASE WHEN later THEN 1 ELSE 0 END), sum(events), max(last_at)
            FROM forgotten GROUP BY nr ORDER BY nr""";

    private final JournalQuery reading;
    private final ForgottenRows rows;
    private final AuditedActs acts;
    private final Clock clock;

    ForgottenPersons(JournalQuery reading, AuditedActs acts, Clock clock) {
        this.reading = reading;
        this.rows = new ForgottenRows(reading);
        this.acts = acts;
        this.clock = clock;
    }

    /** How many rows were written, and how many damaged ones were deleted before. */
    private record Changed(int added, int damaged) {
    }

    /** All acts, the oldest first. */
    public List<ForgottenPerson> all() {
        return reading.rows(ALL, row -> {
            long last = row.getLong(6);
            return new ForgottenPerson(row.getLong(1), ColumnCodec.instant(row.getLong(2)), row.getString(3), row.getInt(4) == 1,
                    row.getLong(5), last == 0 ? null : ColumnCodec.instant(last));
        });
    }

    /**
     * Notes that a person is forgotten: each account, and the identifier that the operator has named. If that is only the
     * platform's id of one of the accounts, it is left out, since it may be somebody else's on another platform. Call this
     * before anything is erased. Earlier acts on the same identifiers become a part of this one, with all their identifiers.
     *
     * @param why   the operator's reason
     * @param later whether events that come later are counted and not kept; an earlier act that said so stays in force
     * @return the number of the act
     * @throws IllegalStateException       if more than 10,000 identifiers would be noted whose later events are not kept
     * @throws JournalUnavailableException if the row that one of the identifiers has already is damaged
     */
    public long note(Person named, Set<Person> accounts, String why, boolean later) {
        Set<Person> all = named(named, accounts);
        return acts.act("forget", transaction -> {
            long nr = transaction.number("SELECT coalesce(max(nr), 0) + 1 FROM forgotten");
            for (Person one : all) {
                note(transaction, rows.identifier(one), nr, why, later);
            }
            ForgottenLearners.changed(transaction);
            if (later && transaction.number("SELECT count(*) FROM forgotten WHERE later") > LATER_MAX) {
                throw new IllegalStateException(
                        ("there are more than %s identifiers whose later events are not kept; end some first "
                                + "(" + SERAI + " forgotten list)").formatted(LATER_MAX));
            }
            return nr;
        }, nr -> new AuditLogContent("events that come later", later ? 1 : 0, why));
    }

    /** The identifiers to note. If the records are erased already, the rows noted then show that a bare id was an account's. */
    private Set<Person> named(Person named, Set<Person> accounts) {
        Set<Person> all = new HashSet<>(accounts);
        if (new PersonSearch(reading).isOnlyAnId(named, accounts)) {
            return all;
        }
        if (named.platform() == null && accounts.isEmpty() && !isNoted(named)) {
            sameId(named).filter(this::isNoted).forEach(all::add);
            if (!all.isEmpty()) {
                return all;
            }
        }
        all.add(named);
        return all;
    }

    private boolean isNoted(Person person) {
        return !reading.rows("SELECT 1 FROM forgotten WHERE hash = ?", row -> 1, rows.identifier(person).hash()).isEmpty();
    }

    /** The accounts, one of each platform, of which an identifier may be the id. */
    private static Stream<Person> sameId(Person named) {
        return Arrays.stream(Platform.values()).map(platform -> new Person(platform, named.identifier()));
    }

    private void note(Transaction transaction, ForgottenRows.Identifier one, long nr, String why, boolean later)
            throws SQLException {
        long at = ColumnCodec.micros(clock.instant());
        List<ForgottenHash> before = transaction.rows(ForgottenRows.ROWS + " WHERE hash = ?", rows::whole, one.hash());
        if (before.isEmpty()) {
            insert(transaction, one, later, nr, at, why);
            return;
        }
        boolean now = later || before.get(0).later();
        transaction.update("UPDATE forgotten SET later = ?, sum = ?, at = ? WHERE hash = ?", now,
                ForgottenLearners.sum(one.hash(), one.lookup(), now, at), at, one.hash());
        transaction.update("UPDATE forgotten SET nr = ?, why = ? WHERE nr = ?", nr, why, before.get(0).nr());
    }

    private static void insert(Transaction transaction, ForgottenRows.Identifier one, boolean later, long nr, long at, String why)
            throws SQLException {
        transaction.update("INSERT INTO forgotten (hash, lookup, later, sum, nr, at, why) VALUES (?, ?, ?, ?, ?, ?, ?)", one.hash(),
                one.lookup(), later, ForgottenLearners.sum(one.hash(), one.lookup(), later, at), nr, at, why);
    }

    /**
     * All identifiers, sorted by the number of the act and the hash.
     *
     * @throws JournalUnavailableException if one of them is damaged: a copy that was written before may be whole
     */
    public List<ForgottenHash> hashes() {
        return reading.rows(ForgottenRows.ROWS + " ORDER BY nr, hash", rows::whole);
    }

    /**
     * A fingerprint of the key of this journal's hashes. It differs from those of other journals, and discloses nothing of the
     * key.
     */
    public String key() {
        return HexFormat.of().formatHex(ForgottenLearners.anywhere(LearnerHashes.of(reading), "key"));
    }

    /**
     * Notes the hashes that the journal lacks, as a restored one does, and replaces those of which it has an older state.
     * Damaged rows are deleted.
     */
    void add(List<ForgottenHash> others) {
        acts.act("forget", transaction -> {
            int added = 0;
            List<byte[]> damaged =
                    transaction
                            .rows(ForgottenRows.ROWS,
                                    row -> ForgottenRows.isWhole(row) ? Optional.<byte[]>empty() : Optional.of(row.getBytes(1)))
                            .stream()
                            .flatMap(Optional::stream).toList();
            for (byte[] hash : damaged) {
                transaction.update("DELETE FROM forgotten WHERE hash = ?", hash);
            }
            for (ForgottenHash one : others) {
                long at = ColumnCodec.micros(one.at());
                int older = transaction.update(
                        "UPDATE forgotten SET lookup = ?, later = ?, sum = ?, nr = ?, at = ?, why = ? WHERE hash = ? AND at < ?",
                        one.lookup(), one.later(), one.sum(), one.nr(), at, one.why(), one.bytes(), at);
                added += older;
                if (older == 0 && transaction.rows("SELECT 1 FROM forgotten WHERE hash = ?", row -> 1, one.bytes()).isEmpty()) {
                    insert(transaction, new ForgottenRows.Identifier(one.bytes(), one.lookup()), one.later(), one.nr(), at,
                            one.why());
                    added++;
                }
            }
            ForgottenLearners.changed(transaction);
            return new Changed(added, damaged.size());
        }, changed -> new AuditLogContent("identifiers forgotten before; %s damaged ones taken out".formatted(changed.damaged),
                changed.added + changed.damaged, null));
    }

    /**
     * Ends an act: later events of its identifiers are kept again.
     *
     * @param why the operator's reason
     * @return the number of these identifiers; 0 if there is no such act, or if it had ended before
     * @throws JournalUnavailableException if one of them is damaged
     */
    public int end(long nr, String why) {
        return acts.act("keep-again", transaction -> {
            int ended = 0;
            for (ForgottenHash one : transaction.rows(ForgottenRows.ROWS + " WHERE nr = ?", rows::whole, nr)) {
                ended += transaction.update("UPDATE forgotten SET later = ?, sum = ? WHERE hash = ? AND later", false,
                        ForgottenLearners.sum(one.bytes(), one.lookup(), false, ColumnCodec.micros(one.at())), one.bytes());
            }
            ForgottenLearners.changed(transaction);
            return ended;
        }, count -> new AuditLogContent("events that come later, act " + nr, count, why));
    }

    /**
     * The numbers of the acts that forgot a person together with later events. A bare identifier is looked up as an account's
     * id too.
     */
    public List<Long> of(Person person) {
        Stream<Person> all = person.platform() == null ? Stream.concat(Stream.of(person), sameId(person)) : Stream.of(person);
        return all.flatMap(one -> reading.rows("SELECT nr FROM forgotten WHERE hash = ? AND later", row -> row.getLong(1),
                rows.identifier(one).hash()).stream()).distinct().toList();
    }
}
