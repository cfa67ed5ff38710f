package serai.journal.sqlite;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DeliveryTrace;
import serai.journal.DestinationReport;
import serai.journal.DestinationState;
import serai.journal.JournalFullException;
import serai.journal.JournalSize;
import serai.journal.SourceCounts;
import serai.journal.UnkeptReport;
import serai.journal.sqlite.files.FileWatch;
import serai.journal.sqlite.files.WalTruncation;
import serai.journal.sqlite.index.LearnerHashes;
import serai.journal.sqlite.query.ColumnCodec;
import serai.journal.sqlite.query.DeliveryReader;
import serai.journal.sqlite.query.DestinationSets;
import serai.journal.sqlite.query.JournalQuery;
import serai.journal.sqlite.query.KnownKinds;
import serai.journal.sqlite.query.PinnedSettings;
import serai.journal.sqlite.query.ReportReader;
import serai.journal.sqlite.write.Append;
import serai.journal.sqlite.write.AppendCompletion;
import serai.journal.sqlite.write.CountUnkept;
import serai.journal.sqlite.write.GroupCommit;
import serai.journal.sqlite.write.JournalBounds;
import serai.journal.sqlite.write.Reject;
import serai.journal.sqlite.write.RejectedBodies;
import serai.journal.sqlite.write.Retention;
import serai.journal.sqlite.write.SettlementWrite;
import serai.journal.sqlite.write.SizeLimit;
import serai.journal.sqlite.write.SourceShares;
import serai.journal.sqlite.write.Transaction;
import serai.journal.sqlite.write.Transaction.Intake;
import serai.journal.sqlite.write.Write;
import serai.journal.store.HeldRecord;
import serai.journal.store.Journal;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.model.LearningRecord;
import serai.model.Payload;

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
 * The journal in SQLite: it passes writes to {@link GroupCommit}, the only writer, and queries to {@link DeliveryReader} and
 * {@link ReportReader}.
 */
public final class SqliteJournal implements Journal {

    private final HikariDataSource dataSource;
    private final Anchor anchor;
    private final FileWatch watch;
    private final JournalBounds bounds;
    private final Clock clock;
    private final JournalQuery reading;
    private final DeliveryReader next;
    private final ReportReader overview;
    private final AppendCompletion acknowledging;
    private final DestinationSets named = new DestinationSets();
    private final LearnerHashes hashes;
    private final GroupCommit writer;
    private final JournalFill fill;
    private final CommitProbe probe;
    private final RejectedBodies refusedBodies;
    private final Retention retention;
    private final AppendCallbacks callbacks = new AppendCallbacks();

    /**
     * @param dataSource connections to a database that has the tables; closed with the journal
     * @param anchor     stays open for as long as the journal; closed last
     * @param watch      tells whether the database is still the one that was opened; closed with the journal
     * @param place      the database's name in messages
     * @param threads    makes an executor that runs tasks one after the other, by its thread's name; shut down with the journal
     */
    SqliteJournal(HikariDataSource dataSource, Anchor anchor, FileWatch watch, String place, JournalBounds bounds,
            Clock clock, Function<String, ExecutorService> threads) {
        this.dataSource = dataSource;
        this.anchor = anchor;
        this.watch = watch;
        this.bounds = bounds;
        this.clock = clock;
        this.reading = new JournalQuery(dataSource, place);
        KnownKinds kinds = KnownKinds.ofDestinations();
        this.next = new DeliveryReader(reading, kinds, bounds.pageBytesMax(), clock);
        this.overview = new ReportReader(reading, kinds);
        this.hashes = LearnerHashes.of(reading);
        this.acknowledging = new AppendCompletion(threads.apply("journal-acknowledge"), clock);
        SourceShares shares = new SourceShares(place, bounds.bytesMax(), bounds.left().percent());
        SizeLimit room = new SizeLimit(place, bounds.bytesMax(), shares);
        this.writer = new GroupCommit(
                () -> new Transaction(dataSource.getConnection(), dataSource::evictConnection, room, anchor.generation()),
                place, bounds.waitingMax(), threads.apply("journal-writer"), acknowledging, callbacks::wake, watch);
        this.fill = new JournalFill(room, shares, writer, acknowledging, bounds, clock);
        this.probe = new CommitProbe(writer, next, place);
        this.refusedBodies = new RejectedBodies(writer, room, clock, bounds.rejectedMax());
        Write.WithoutResult measure = transaction -> room.refusedBodies(transaction.number(Reject.BYTES));
        writer.submitOurs(measure);
        Write.WithoutResult read = transaction -> transaction.newest().makeCurrent();
        writer.submitOurs(read); // so that the first event does not wait for it
        this.retention = new Retention(writer, reading, new WalTruncation(dataSource), bounds, clock);
        watch.begin(() -> writer.submitOurs(Transaction::measured)); // this write fails, and the failure is logged
    }

    @Override
    public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations) {
        if (destinations.isEmpty()) {
            throw new IllegalArgumentException(record + " names no destination");
        }
        JournalFullException full = fill.refusal(record.source());
        if (full != null) {
            return CompletableFuture.failedFuture(full);
        }
        return writer.submit(new Append(record, named.column(destinations), bounds.redrawWindow(), hashes));
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
        return next.aside(destination, before, limit);
    }

    @Override
    public Page requeued(String destination, int limit) {
        return next.requeued(destination, limit);
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
        return writer.submitOurs(new SettlementWrite(settlement, clock));
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
        return trouble != null ? trouble : fill.trouble();
    }

    @Override
    public JournalSize fill() {
        return fill.size();
    }

    /** Purges at once, which otherwise happens every ten minutes. Returns the number of records purged. */
    public long purge() {
        return retention.purge();
    }

    @Override
    public void close() {
        watch.close();
        retention.close();
        writer.close();
        acknowledging.close();
        dataSource.close();
        anchor.close();
    }
}
