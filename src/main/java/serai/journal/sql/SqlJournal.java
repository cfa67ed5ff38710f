package serai.journal.sql;

import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DeliveryTrace;
import serai.journal.DestinationReport;
import serai.journal.DestinationState;
import serai.journal.JournalFullException;
import serai.journal.JournalSize;
import serai.journal.JournalUnavailableException;
import serai.journal.SourceCounts;
import serai.journal.UnkeptReport;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.purge.Retention;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.query.DestinationSets;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.MoveMark;
import serai.journal.sql.query.PinnedSettings;
import serai.journal.sql.query.ReportReader;
import serai.journal.sql.write.Append;
import serai.journal.sql.write.AppendCompletion;
import serai.journal.sql.write.CountUnkept;
import serai.journal.sql.write.GroupCommit;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.Reject;
import serai.journal.sql.write.RejectedBodies;
import serai.journal.sql.write.SettlementWrite;
import serai.journal.sql.write.SizeLimit;
import serai.journal.sql.write.SourceShares;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.Transaction.Intake;
import serai.journal.sql.write.Write;
import serai.journal.store.HeldRecord;
import serai.journal.store.Journal;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.model.FailureText;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.trace.TraceContext;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * A journal in tables: it passes writes to {@link GroupCommit}, the only writer of its process, and queries to
 * {@link DeliveryReader} and {@link ReportReader}. What is one database's own is in its {@link JournalStore}.
 */
public class SqlJournal implements Journal {

    private final JournalStore store;
    private final JournalBounds bounds;
    private final Clock clock;
    private final JournalQuery reading;
    private final DeliveryReader next;
    /** For queries that may take a while: those of all records that stand aside. */
    private final DeliveryReader patient;
    private final ReportReader overview;
    private final AppendCompletion acknowledging;
    private final DestinationSets named = new DestinationSets();
    private final LearnerHashes hashes;
    private final GroupCommit writer;
    private final JournalCapacity capacity;
    private final CommitProbe probe;
    private final RejectedBodies refusedBodies;
    private final Retention retention;
    private final AppendCallbacks callbacks = new AppendCallbacks();

    /** @param threads makes an executor that runs tasks one after the other, by its thread's name; shut down with the journal */
    protected SqlJournal(JournalStore store, JournalBounds bounds, Clock clock, Function<String, ExecutorService> threads) {
        this.store = store;
        this.bounds = bounds;
        this.clock = clock;
        String place = store.place();
        this.reading = new JournalQuery(store.pool(), place);
        KnownKinds kinds = KnownKinds.ofDestinations();
        store.whenCommitsAreLost(kinds::forget);
        this.next = new DeliveryReader(new JournalQuery(store.deliveries(), place), kinds, bounds.pageBytesMax(), clock);
        this.patient = new DeliveryReader(reading, kinds, bounds.pageBytesMax(), clock);
        this.overview = new ReportReader(reading, kinds);
        this.hashes = LearnerHashes.of(reading);
        this.acknowledging = new AppendCompletion(threads.apply("journal-acknowledge"), clock);
        SourceShares shares = new SourceShares(place, bounds.bytesMax(), bounds.left().percent());
        SizeLimit room = new SizeLimit(place, bounds.bytesMax(), shares);
        this.writer = new GroupCommit(() -> store.writer(room, bounds.stagedMax()), place, bounds.waitingMax(),
                threads.apply("journal-writer"), acknowledging, callbacks::wake, store::require);
        this.capacity = new JournalCapacity(room, shares, writer, acknowledging, bounds, clock);
        this.probe = new CommitProbe(writer, next, place);
        this.refusedBodies = new RejectedBodies(writer, room, clock, bounds.rejectedMax());
        Write.WithoutResult measure = transaction -> room.refusedBodies(transaction.number(Reject.BYTES));
        writer.submitOurs(measure);
        Write.WithoutResult read = transaction -> transaction.newest().makeCurrent();
        writer.submitOurs(read); // so that the first event does not wait for it
        this.retention = new Retention(writer, reading, store::erase, store.partitions(), bounds, clock);
    }

    /** Commits a transaction that changes nothing, so that a fault of the store is found and reported. */
    protected final void probeCommit() {
        writer.submitOurs(Transaction::measured);
    }

    @Override
    public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations, @Nullable TraceContext trace) {
        if (destinations.isEmpty()) {
            throw new IllegalArgumentException(record + " names no destination");
        }
        JournalFullException full = capacity.refusal(record.source());
        if (full != null) {
            return CompletableFuture.failedFuture(full);
        }
        return writer.submit(new Append(record, named.column(destinations), bounds.redrawWindow(), hashes, trace));
    }

    @Override
    public CompletionStage<Void> reject(String source, String reason, Payload body) {
        return refusedBodies.add(source, reason, body);
    }

    @Override
    public CompletionStage<Void> countFiltered(String source) {
        Write.WithoutResult count = transaction -> transaction.count(source, Intake.FILTERED);
        return writer.submit(count);
    }

    @Override
    public CompletionStage<Void> countUnkept(String source, String type, String route) {
        return writer.submit(new CountUnkept(source, type, route, ColumnCodec.micros(clock.instant())));
    }

    @Override
    public List<UnkeptReport> unkept() {
        return overview.unkept();
    }

    @Override
    public CompletionStage<Void> forgetUnkept(String source, String type) {
        Write.WithoutResult forget = transaction -> transaction.update(CountUnkept.FORGET, source, type);
        return writer.submit(forget);
    }

    @Override
    public String identity() {
        return PinnedSettings.value(reading, PinnedSettings.JOURNAL).orElseThrow();
    }

    @Override
    public void fix(String name, String setting, String value) {
        writer.submitOurs(transaction -> transaction.update(PinnedSettings.FIX, name, value)).toCompletableFuture().join();
        PinnedSettings.require(reading, name, setting, value);
    }

    @Override
    public Optional<DestinationState> state(String destination) {
        return next.state(destination);
    }

    @Override
    public Map<String, String> remembered(String destination) {
        return next.remembered(destination);
    }

    @Override
    public Page read(String destination, long after, int limit) {
        return next.read(destination, after, limit);
    }

    @Override
    public long givenUpTo(String destination) {
        return next.givenUpTo(destination);
    }

    @Override
    public Page aside(String destination, Instant before, int limit) {
        return patient.aside(destination, before, limit);
    }

    @Override
    public Page requeued(String destination, int limit) {
        return next.requeued(destination, limit);
    }

    @Override
    public Set<Long> decided(String destination, List<Long> seqs) {
        return next.decided(destination, seqs);
    }

    @Override
    public Optional<HeldRecord> held(String destination) {
        return next.held(destination);
    }

    @Override
    public int heldCount(String destination) {
        return next.heldCount(destination);
    }

    @Override
    public boolean standsBehind(String destination, String type, long seq) {
        return next.standsBehind(destination, type, seq);
    }

    @Override
    public Map<String, Integer> refusedRuns(String destination) {
        return next.refusedRuns(destination);
    }

    @Override
    public CompletionStage<Void> settle(Settlement settlement) {
        SettlementWrite write = new SettlementWrite(settlement, clock);
        return writer.submitOurs(transaction -> {
            store.requireLease(transaction, settlement.destination(), settlement.epoch());
            return write.apply(transaction);
        });
    }

    /**
     * @throws JournalUnavailableException if the journal was moved to another database, or its move to this one is not complete
     */
    public final void requireNotMoved() {
        try {
            MoveMark.requireNone(reading, store.place());
        } catch (SQLException e) {
            throw new JournalUnavailableException("%s can't be read: %s.".formatted(store.place(), FailureText.firstLine(e)), e);
        }
    }

    /** Calls all deliveries, since another process has appended. */
    protected final void wakeAll() {
        callbacks.wakeAll();
    }

    @Override
    public Registration onAppend(String destination, Runnable callback) {
        return callbacks.add(destination, callback);
    }

    @Override
    public List<DeliveryTrace> traces(long after, int limit) {
        return overview.traces(after, limit);
    }

    @Override
    public Map<String, Balance> balances() {
        return overview.balances();
    }

    @Override
    public List<DestinationReport> destinations() {
        return overview.destinations();
    }

    @Override
    public Map<String, SourceCounts> sources() {
        return overview.counts();
    }

    @Override
    public @Nullable String trouble() {
        String trouble = probe.trouble();
        return trouble != null ? trouble : capacity.trouble();
    }

    @Override
    public JournalSize fill() {
        return capacity.size();
    }

    /** Purges at once, which otherwise happens every ten minutes. Returns the number of records purged. */
    public long purge() {
        return retention.purge();
    }

    @Override
    public void close() {
        retention.close();
        writer.close();
        acknowledging.close();
        store.pool().close();
        store.close();
    }
}
