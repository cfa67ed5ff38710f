package serai.journal.operations.person;

import serai.journal.operations.audit.AuditLogContent;
import serai.journal.operations.audit.AuditedActs;
import serai.journal.sql.index.ForgottenLearners;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.Transaction;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import static serai.installation.Installation.SERAI;

/** Who was forgotten, by keyed hashes of their identifiers; and whose later events are counted and not kept. */
public final class ForgottenPersons {

    /** Identifiers of those whose later events are not kept, at the most: each process that takes events in has them in memory. */
    private static final long LATER_MAX = 10_000;
    private static final String ALL = """
            SELECT nr, max(at), max(why), max(CASE WHEN later THEN 1 ELSE 0 END), sum(events), max(last_at)
            FROM forgotten GROUP BY nr ORDER BY nr""";

    private final JournalQuery reading;
    private final AuditedActs acts;
    private final Clock clock;

    ForgottenPersons(JournalQuery reading, AuditedActs acts, Clock clock) {
        this.reading = reading;
        this.acts = acts;
        this.clock = clock;
    }

    /** An identifier as the table has it: the whole hash, and the short one by which the index finds it. */
    private record Identifier(byte[] hash, long lookup) {
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
     * Notes that a person is forgotten: each account, and what was named if that is no account. To be called before anything is
     * erased. An earlier act of the same identifiers becomes a part of this one.
     *
     * @param why   the operator's reason
     * @param later whether events that come later are counted and not kept; an earlier act that said so stays in force
     * @return the number of the act
     * @throws IllegalStateException if there are too many whose later events are not kept
     */
    public long note(Person named, Set<Person> accounts, String why, boolean later) {
        Set<Person> all = new HashSet<>(accounts);
        all.add(named);
        return acts.act("forget", transaction -> {
            long nr = transaction.number("SELECT coalesce(max(nr), 0) + 1 FROM forgotten");
            for (Person one : all) {
                note(transaction, identifier(one), nr, why, later);
            }
            if (later && transaction.number("SELECT count(*) FROM forgotten WHERE later") > LATER_MAX) {
                throw new IllegalStateException(
                        ("there are more than %s identifiers whose later events are not kept; end some first "
                                + "(" + SERAI + " forgotten list)").formatted(LATER_MAX));
            }
            return nr;
        }, nr -> new AuditLogContent("events that come later", later ? 1 : 0, why));
    }

    private void note(Transaction transaction, Identifier one, long nr, String why, boolean later) throws SQLException {
        note(transaction, one, nr, why, later, ColumnCodec.micros(clock.instant()));
    }

    private static void note(Transaction transaction, Identifier one, long nr, String why, boolean later, long at)
            throws SQLException {
        List<Boolean> before =
                transaction.rows("SELECT later FROM forgotten WHERE hash = ?", row -> row.getBoolean(1), one.hash);
        boolean now = later || before.contains(true);
        long sum = ForgottenLearners.sum(one.hash, one.lookup, now);
        if (before.isEmpty()) {
            transaction.update("INSERT INTO forgotten (hash, lookup, later, sum, nr, at, why) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    one.hash,
                    one.lookup, now, sum, nr, at, why);
        } else {
            transaction.update("UPDATE forgotten SET later = ?, sum = ?, nr = ?, at = ?, why = ? WHERE hash = ?", now, sum, nr, at,
                    why, one.hash);
        }
    }

    /** All identifiers, sorted by the number of the act and the hash. */
    public List<ForgottenHash> hashes() {
        return reading.rows("SELECT hash, lookup, later, nr, at, why FROM forgotten ORDER BY nr, hash",
                row -> new ForgottenHash(HexFormat.of().formatHex(row.getBytes(1)), row.getLong(2), row.getBoolean(3),
                        row.getLong(4),
                        ColumnCodec.instant(row.getLong(5)), row.getString(6)));
    }

    /** What tells the key of this journal's hashes from those of other journals, and nothing more of it. */
    public String key() {
        return HexFormat.of().formatHex(ForgottenLearners.anywhere(LearnerHashes.of(reading), "key"));
    }

    /** Notes those that the journal lacks, such as one that was restored. */
    void add(List<ForgottenHash> others) {
        acts.act("forget", transaction -> {
            int added = 0;
            for (ForgottenHash one : others) {
                if (transaction.rows("SELECT 1 FROM forgotten WHERE hash = ?", row -> 1, one.bytes()).isEmpty()) {
                    note(transaction, new Identifier(one.bytes(), one.lookup()), one.nr(), one.why(), one.later(),
                            ColumnCodec.micros(one.at()));
                    added++;
                }
            }
            return added;
        }, added -> new AuditLogContent("identifiers forgotten before", added, null));
    }

    private Identifier identifier(Person person) {
        LearnerHashes hashes = LearnerHashes.of(reading);
        return new Identifier(person.platform() == null ? ForgottenLearners.anywhere(hashes, person.identifier())
                : ForgottenLearners.account(hashes, person.platform(), person.identifier()), hashes.of(person.identifier()));
    }

    /**
     * Has events kept again of an act with that number, or of the acts by which a person was forgotten.
     *
     * @param why the operator's reason
     * @return of how many identifiers; 0 if there was no such act, or if it had ended
     */
    public int end(long nr, String why) {
        return acts.act("keep-again", transaction -> {
            int ended = 0;
            for (Identifier one : transaction.rows("SELECT hash, lookup FROM forgotten WHERE nr = ? AND later",
                    row -> new Identifier(row.getBytes(1), row.getLong(2)), nr)) {
                ended += transaction.update("UPDATE forgotten SET later = ?, sum = ? WHERE hash = ?", false,
                        ForgottenLearners.sum(one.hash, one.lookup, false), one.hash);
            }
            return ended;
        }, count -> new AuditLogContent("events that come later, act " + nr, count, why));
    }

    /** The numbers of the acts by which a person was forgotten with what comes later. */
    public List<Long> of(Person person) {
        return new ArrayList<>(
                new HashSet<>(reading.rows("SELECT nr FROM forgotten WHERE hash = ? AND later", row -> row.getLong(1),
                        identifier(person).hash)));
    }
}
