package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.RecordState;
import serai.journal.operations.audit.AuditLogContent;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.DroppedRecord;
import serai.journal.sql.write.Transaction;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.RefusedInputException;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import static serai.installation.Installation.SERAI;

/**
 * Dead letters, and what an operator can do with them: Dead Letter Channel (EIP). A state changes by one conditional update
 * together with its counters. {@link serai.journal.sql.write.SettlementWrite} writes dead letters; {@code Delivery} sends again
 * what is requeued here.
 */
public final class DeadLetters {

    private static final int PAGE = 500;
    private static final int NAMED_MAX = 5;

    private final DeadLetterReader reader;
    private final LearnerHashes hashes;
    private final OperatorTransactions changes;
    private final Clock clock;

    DeadLetters(JournalQuery reading, OperatorTransactions changes, Clock clock) {
        this.reader = new DeadLetterReader(reading);
        this.hashes = LearnerHashes.of(reading);
        this.changes = changes;
        this.clock = clock;
    }

    /** Passes each selected dead letter to {@code to}, in the order of the ids; those of destinations come first. */
    public void each(DeadLetterFilter selection, Consumer<DeadLetter> to) {
        paged((after, limit) -> reader.records(selection, null, after, limit), to);
        paged((after, limit) -> reader.differing(selection, after, limit), to);
    }

    /** Passes each body that was no event and is still kept to {@code to}, the oldest first. */
    public void eachRejected(DeadLetterFilter selection, Consumer<DeadLetter> to) {
        paged((after, limit) -> reader.rejected(selection, after, limit), to);
    }

    /**
     * For a differing event: the record that was kept first under the same identity, as JSON. Destinations got that record.
     *
     * @return null if it was purged after its retention, or if the dead letter is no differing event
     */
    public @Nullable String known(DeadLetterDetails details) {
        return details.letter().id().content() != Content.DIFFERS || details.record() == null ? null
                : new KnownRecords(reader.reading()).of(CanonicalJson.read(details.record()));
    }

    /** Passes each unrouted record to {@code to}. Reads through the whole journal. */
    public void eachUnrouted(DeadLetterFilter selection, Consumer<DeadLetter> to) {
        paged((after, limit) -> reader.unrouted(selection, after, limit), to);
    }

    private static void paged(BiFunction<@Nullable DeadLetterId, Integer, List<DeadLetter>> page, Consumer<DeadLetter> to) {
        DeadLetterReader.pages(page, PAGE, letters -> letters.forEach(to));
    }

    /** Everything about one dead letter, also about a record that was delivered or dropped since. */
    public Optional<DeadLetterDetails> find(DeadLetterId id) {
        return reader.details(id);
    }

    /** @throws IllegalArgumentException if no dead letter has that id; the message names some that exist */
    public DeadLetterDetails get(DeadLetterId id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    private IllegalArgumentException unknown(DeadLetterId id) {
        List<DeadLetter> some = new ArrayList<>();
        if (id.content() == Content.REJECTED) {
            some.addAll(reader.rejected(DeadLetterFilter.ALL, null, NAMED_MAX));
        } else {
            some.addAll(reader.records(DeadLetterFilter.ALL, null, null, NAMED_MAX));
            some.addAll(reader.differing(DeadLetterFilter.ALL, null, NAMED_MAX));
        }
        return some.isEmpty() ? new RefusedInputException("letter-unknown-none", "there is no dead letter %s; there are none", id)
                : new RefusedInputException("letter-unknown", "there is no dead letter %s; there are %s", id,
                        some.stream().limit(NAMED_MAX).map(one -> one.id().toString()).collect(Collectors.joining(", "))
                                + (some.size() < NAMED_MAX ? "" : ", …"));
    }

    /**
     * Requeues the named dead letters that are dead, in one transaction, to be sent again at the given rate. A differing event
     * is accepted as a record of its own. A record counts as dead until it is delivered; one that was delivered before
     * stays counted as delivered, and its attempts begin anew. The change is durable when this returns.
     *
     * @return the ids of those that are sent; the others were not dead, or their record is no longer kept
     * @throws IllegalArgumentException if an id is unknown, or names a body that was no event; nothing was changed then
     */
    public Set<DeadLetterId> retry(Collection<DeadLetterId> ids, ReplayRate pace) {
        requireEvents(ids);
        return changes.act("retry", transaction -> requeue(transaction, ids, pace, 0), sent -> AuditLogContent.on(sent, null));
    }

    /** The ids that {@link #retry(Collection, ReplayRate)} would send; throws as that method does. */
    public Set<DeadLetterId> sendable(Collection<DeadLetterId> ids) {
        requireEvents(ids);
        return ids.stream().filter(id -> get(id).letter().state() == RecordState.DEAD && get(id).record() != null)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void requireEvents(Collection<DeadLetterId> ids) {
        for (DeadLetterId id : ids) {
            if (!reader.isThere(id)) {
                throw unknown(id);
            }
            if (id.content() == Content.REJECTED) {
                throw new RefusedInputException("letter-rejected",
                        "%1$s is a refused body and waits for no destination, so it can be neither sent to one nor dropped; take it in "
                                + "(%2$s dead-letters edit %1$s, or retry %1$s), or leave it: only the newest are kept",
                        id, SERAI);
            }
        }
    }

    /** Requeues all selected records and events that are dead, one transaction a page. Returns how many are sent. */
    public int retry(DeadLetterFilter selection, ReplayRate pace) {
        int[] sent = {0};
        reader.dead(selection, PAGE, letters -> sent[0] += requeue(letters, pace, sent[0]));
        return sent[0];
    }

    /** The number of dead letters that {@link #retry(DeadLetterFilter, ReplayRate)} would send. */
    public int count(DeadLetterFilter selection) {
        int[] dead = {0};
        reader.dead(selection, PAGE, letters -> dead[0] += letters.size());
        return dead[0];
    }

    private int requeue(List<DeadLetter> letters, ReplayRate pace, int before) {
        List<DeadLetterId> ids = letters.stream().map(DeadLetter::id).toList();
        return changes.act("retry", before, transaction -> requeue(transaction, ids, pace, before),
                sent -> AuditLogContent.on(sent, null)).size();
    }

    private Set<DeadLetterId> requeue(Transaction transaction, Collection<DeadLetterId> ids, ReplayRate pace, int before)
            throws SQLException {
        Set<DeadLetterId> sent = new LinkedHashSet<>();
        for (DeadLetterId id : ids) {
            if (requeue(transaction, id, pace, before + sent.size())) {
                sent.add(id);
            }
        }
        return sent;
    }

    private boolean requeue(Transaction transaction, DeadLetterId id, ReplayRate pace, int number) throws SQLException {
        return switch (id.content()) {
            case RECORD -> transaction.update("""
                    UPDATE aside SET state = 'requeued', next_attempt = ?, in_run = 0, changed_at = ?,
                           attempts = iif(counted = 'delivered', 0, attempts)
                    WHERE destination = ? AND seq = ? AND state = 'dead'""",
                    ColumnCodec.micros(pace.at(number)), now(), id.of(), id.nr()) == 1;
            case DIFFERS -> new DifferingEvents(transaction, hashes, now()).accept(id.nr());
            case REJECTED -> false;
        };
    }

    /**
     * Drops records in one transaction: dead and held ones, requeued ones that were not delivered before, unrouted ones, and
     * damaged ones that are pending, at which their destination would wait for ever. With a damaged one it also drops the other
     * pending records that its batch has for the destination. Durable when this returns.
     *
     * @param why the operator's reason; kept with each record
     * @return the ids of those that were dropped
     * @throws IllegalArgumentException if an id is unknown, or names a body that was no event; nothing was changed then
     */
    public Set<DeadLetterId> drop(Collection<DeadLetterId> ids, String why) {
        requireEvents(ids.stream().filter(id -> !DamagedRecords.isOne(reader.reading(), id)).toList());
        return changes.act("drop", transaction -> {
            Set<DeadLetterId> dropped = new LinkedHashSet<>();
            for (DeadLetterId id : ids) {
                if (drop(transaction, id, why)) {
                    dropped.add(id);
                } else if (id.content() == Content.RECORD) {
                    dropped.addAll(DamagedRecords.drop(transaction, id, why, now()));
                }
            }
            return dropped;
        }, dropped -> AuditLogContent.on(dropped, why));
    }

    /**
     * Drops all selected records and events that are dead, one transaction a page, so that others can write between two.
     * Records that are tried again (held, requeued) stay.
     *
     * @param why the operator's reason; kept with each
     * @return how many were dropped
     */
    public int drop(DeadLetterFilter selection, String why) {
        int[] dropped = {0};
        reader.dead(selection, PAGE,
                letters -> dropped[0] += changes.act("drop", dropped[0], transaction -> dropDead(transaction, letters, why),
                        ids -> AuditLogContent.on(ids, why)).size());
        return dropped[0];
    }

    /** Drops those that are still dead, since another operator may have sent some again. Returns their ids. */
    private Set<DeadLetterId> dropDead(Transaction transaction, List<DeadLetter> letters, String why) throws SQLException {
        Set<DeadLetterId> dropped = new LinkedHashSet<>();
        for (DeadLetter letter : letters) {
            DeadLetterId id = letter.id();
            if (id.content() == Content.DIFFERS ? drop(transaction, id, why)
                    : new DroppedRecord(transaction, why, now()).dropDead(id.of(), id.nr())) {
                dropped.add(id);
            }
        }
        return dropped;
    }

    private boolean drop(Transaction transaction, DeadLetterId id, String why) throws SQLException {
        return id.content() == Content.DIFFERS ? new DifferingEvents(transaction, hashes, now()).drop(id.nr(), why)
                : new DroppedRecord(transaction, why, now()).drop(id.of(), id.nr());
    }

    /**
     * Requeues a dead record with the content that an operator has edited. The journal keeps the original as received. The
     * change is durable when this returns.
     *
     * @throws IllegalArgumentException if no dead letter has that id, if it is not dead, or if a field differs that can't be
     *                                  changed: id, schema version, source, platform, type and received time
     */
    public void edit(DeadLetterId id, LearningRecord mended) {
        LearningRecord original =
                CanonicalJson.read(Objects.requireNonNull(editable(id).record(), "what can be edited has a record"));
        EditedRecord.requireAllowed(id, original, mended);
        byte[] json = CanonicalJson.bytes(mended);
        int requeued = changes.act("edit", transaction -> transaction.update("""
                UPDATE aside SET state = 'requeued', edited = cast(? AS TEXT), edited_sum = ?, next_attempt = ?, in_run = 0,
                       changed_at = ?, attempts = iif(counted = 'delivered', 0, attempts)
                WHERE destination = ? AND seq = ? AND state = 'dead'""",
                json, Checksum.of(id.nr(), Checksum.NO_KIND, json), now(), now(), id.of(), id.nr()),
                count -> new AuditLogContent(id.toString(), count, null));
        if (requeued == 0) {
            editable(id); // throws, and tells its state by now
        }
    }

    /** Everything about a record that can be edited now; otherwise an {@link IllegalArgumentException} says why it can't. */
    public DeadLetterDetails editable(DeadLetterId id) {
        DeadLetterDetails details = get(id);
        if (id.content() != Content.RECORD || details.record() == null) {
            throw new RefusedInputException("letter-no-record",
                    "%s is not a record, or its record is no longer kept; it can't be edited", id);
        }
        if (details.letter().state() != RecordState.DEAD) {
            throw new RefusedInputException("letter-not-dead", "%s is %s; only dead letters in the state dead can be edited", id,
                    details.letter().state().word());
        }
        return details;
    }

    /**
     * Deletes a refused body, because its event was taken in after all.
     * @throws IllegalArgumentException if the id does not name a refused body
     */
    public void forgetRejected(DeadLetterId id) {
        if (id.content() != Content.REJECTED) {
            throw new IllegalArgumentException(id + " was not refused by its source");
        }
        changes.act("take-in",
                transaction -> transaction.update("DELETE FROM rejected WHERE source = ? AND nr = ?", id.of(), id.nr()),
                count -> new AuditLogContent(id.toString(), count, null));
    }

    private long now() {
        return ColumnCodec.micros(clock.instant());
    }
}
