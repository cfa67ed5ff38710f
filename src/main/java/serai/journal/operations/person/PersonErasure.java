package serai.journal.operations.person;

import org.jspecify.annotations.Nullable;
import serai.journal.DeadLetterId;
import serai.journal.operations.audit.AuditLogContent;
import serai.journal.operations.audit.AuditedActs;
import serai.journal.operations.people.PersonLinks;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.Transaction;
import serai.model.Platform;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Erases a person from the journal, in transactions of a bounded size, each with its line in the audit log. If it is
 * interrupted, it goes on when it is called again: what was erased is not found any more.
 */
public final class PersonErasure {

    private static final String ACT = "forget";
    /** How many records one transaction erases, at the most; each may have a batch of its own, of up to four MiB. */
    private static final int AT_ONCE = 50;

    private final JournalQuery reading;
    private final AuditedActs acts;
    private final Clock clock;

    public PersonErasure(JournalQuery reading, AuditedActs acts, Clock clock) {
        this.reading = reading;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * @param why  the operator's reason; it is kept, and must have no personal data
     * @param keep false: the counts are only computed, and nothing is changed
     */
    public ErasureCounts forget(Person person, String why, boolean keep) {
        return forget(person, new PersonSearch(reading).find(person), why, keep, ErasureRecords.UNHEARD);
    }

    /**
     * As {@link #forget(Person, String, boolean)}, also for accounts that are known by links or by the directory of people.
     * Passes each erased record to {@code told}, since the journal does not know it afterwards.
     *
     * @param known what was found of the person before, whose accounts are forgotten in any case
     */
    public ErasureCounts forget(Person person, PersonContent known, String why, boolean keep, ErasureRecords told) {
        return forget(new PersonSearch(reading).find(person, known.told(), known.accounts()).requireOnePerson(),
                PersonSearch.WHENEVER, why, keep, told);
    }

    private ErasureCounts forget(PersonContent found, Instant until, String why, boolean keep, ErasureRecords told) {
        if (keep) {
            unlink(found, until, why);
        }
        ErasureCounts sum = ErasureCounts.NOTHING;
        // Before the records: only they show which addresses in a body are the person's.
        if (!found.differing().isEmpty() || !found.refused().isEmpty()) {
            sum = sum.plus(keep ? acts.act(ACT, transaction -> delete(transaction, found), counts -> noted(counts, why))
                    : acts.rehearse(transaction -> delete(transaction, found)));
        }
        List<Long> all = Stream.concat(found.seqs().stream().filter(found.unnamed()::contains),
                found.seqs().stream().filter(seq -> !found.unnamed().contains(seq))).toList();
        for (int at = 0; at < all.size(); at += AT_ONCE) {
            List<Long> seqs = all.subList(at, Math.min(all.size(), at + AT_ONCE));
            sum = sum.plus(keep ? acts.act(ACT, transaction -> erase(transaction, found, seqs, told), counts -> noted(counts, why))
                    : acts.rehearse(transaction -> erase(transaction, found, seqs, told)));
        }
        return sum;
    }

    /**
     * Erases persons again who were forgotten before, in a journal that was restored from a backup: the content of each account
     * that the hashes lead to, as far as it was received before the account was forgotten. What was received later stays.
     * Destinations are left alone.
     */
    public ForgottenCounts again(List<ForgottenHash> before) {
        forgotten().add(before);
        PersonSearch search = new PersonSearch(reading);
        ForgottenAccounts.Found accounts = search.accounts(before);
        ErasureCounts sum = ErasureCounts.NOTHING;
        for (ForgottenAccounts.Account one : accounts.known()) {
            sum = sum.plus(forget(search.find(one), one.until(), "forgotten before, and restored", true,
                    ErasureRecords.UNHEARD));
        }
        return new ForgottenCounts(accounts.known().size(), accounts.left(), sum);
    }

    /** Who was forgotten before, and whose later events are not kept. */
    public ForgottenPersons forgotten() {
        return new ForgottenPersons(reading, acts, clock);
    }

    /** Notes in the audit log what a destination has deleted of a person; no line if {@code rows} is 0. */
    public void noteDeleted(String destination, long rows, String why) {
        acts.act(ACT, transaction -> rows,
                deleted -> new AuditLogContent("%s rows at %s".formatted(deleted, destination), deleted, why));
    }

    /** Notes in the audit log the total of an act. */
    public void noteReceipt(String subject, long count, String why) {
        acts.act("receipt", transaction -> count, all -> new AuditLogContent(subject, Math.max(1, all), why));
    }

    /** Comes first: the accounts that have links are found by their records, and erased records are not found any more. */
    private void unlink(PersonContent found, Instant until, String why) {
        PersonLinks links = new PersonLinks(reading, acts, clock);
        for (Person account : found.accounts()) {
            Platform platform = account.platform();
            if (platform != null && links.has(platform, account.identifier(), until)) {
                acts.act(ACT, transaction -> PersonLinks.delete(transaction, platform, account.identifier(), until),
                        count -> new AuditLogContent("%s links".formatted(count), count, why));
            }
        }
    }

    private ErasureCounts erase(Transaction transaction, PersonContent found, List<Long> seqs, ErasureRecords told)
            throws SQLException {
        return new RecordErasure(transaction, found.unnamed(), ColumnCodec.micros(clock.instant()), told)
                .erase(found.accounts(), seqs);
    }

    private static ErasureCounts delete(Transaction transaction, PersonContent found) throws SQLException {
        return new ErasureCounts(0, 0, delete(transaction, "differing", found.differing()),
                delete(transaction, "rejected", found.refused()), Map.of(), Map.of());
    }

    private static long delete(Transaction transaction, String table, List<DeadLetterId> ids) throws SQLException {
        long deleted = 0;
        for (DeadLetterId id : ids) {
            deleted += transaction.update("DELETE FROM %s WHERE source = ? AND nr = ?".formatted(table), id.of(), id.nr());
        }
        return deleted;
    }

    private static AuditLogContent noted(ErasureCounts counts, @Nullable String why) {
        return new AuditLogContent("%s records, %s aside, %s differing, %s refused".formatted(counts.records(),
                counts.aside(), counts.differing(), counts.refused()), counts.all(), why);
    }
}
