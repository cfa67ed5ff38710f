package serai.journal.sql.purge;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.StoredBatch;
import serai.journal.sql.write.GroupCommit;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.Write;
import serai.model.FailureText;
import serai.threads.SupervisedThread;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Every ten minutes deletes from the journal the data that is older than its retention; a thread of its own finds that data. The
 * writer purges each range in a transaction of its own, so that an append waits for one range at the most.
 */
public final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration EVERY = Duration.ofMinutes(10);
    /** Number of records in the range of one transaction; one batch may have more. */
    private static final int STRETCH = 500;
    private static final String LAST_OLD = "SELECT coalesce(max(base_seq), 0) FROM record_batch WHERE received_to < ?";

    private record Stretch(long upTo, long oldest) {
    }

    /** Takes what was deleted from the store out of its files too. */
    @FunctionalInterface
    public interface Erasure {
        /** @return whether nothing of it is left in the files */
        boolean erase() throws SQLException;
    }

    private final GroupCommit writer;
    private final JournalQuery reading;
    private final JournalBounds bounds;
    private final Clock clock;
    private final Erasure log;
    private final Partitions partitions;
    private final SupervisedThread thread;
    private volatile boolean stopping;
    private volatile boolean logHoldsPurged;
    /** Whether there may be notes of records that were purged; at first, because an earlier process may have left some. */
    private volatile boolean notesLeft = true;
    private @Nullable String told; // the logged reason why it can't be purged; used by the thread

    public Retention(GroupCommit writer, JournalQuery reading, Erasure log, Partitions partitions, JournalBounds bounds,
            Clock clock) {
        this.writer = writer;
        this.reading = reading;
        this.bounds = bounds;
        this.clock = clock;
        this.log = log;
        this.partitions = partitions;
        this.thread = SupervisedThread.every("journal-retention", EVERY, EVERY, this::purgeQuietly);
    }

    private void purgeQuietly() {
        try {
            purge();
            if (told != null) {
                told = null;
                LOG.info("The journal is purged again.");
            }
        } catch (RuntimeException e) {
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            String reason = cause instanceof JournalUnavailableException ? FailureText.firstLine(cause) : cause.toString();
            if (!reason.equals(told)) {
                told = reason;
                LOG.error("The journal can't be purged and grows: {}. Serai tries again every {} minutes.", reason,
                        EVERY.toMinutes());
            }
            LOG.debug("The journal can't be purged now", e);
        }
    }

    /**
     * Purges all that may be purged now, and returns the number of records purged. In SQLite, the journal's files no longer
     * contain them when this returns, unless another process is reading the log, which the next call then empties. PostgreSQL
     * itself decides when its files no longer contain them.
     */
    public long purge() {
        writer.submitOurs(Transaction::measured).toCompletableFuture().join();
        purgeLeft(UndecidedPurge.What.UNROUTED, bounds.left().unrouted());
        purgeLeft(UndecidedPurge.What.DEAD_LETTERS, bounds.left().deadLetters());
        purgeLeft(UndecidedPurge.What.DIFFERING, bounds.left().deadLetters());
        long purged = bounds.retention().isZero() ? 0 : purgeRecords(clock.instant().minus(bounds.retention()));
        if (!bounds.dedup().isZero()) {
            purgeIdentities(clock.instant().minus(bounds.dedup()));
        }
        if (!bounds.left().audit().isZero()) {
            long before = ColumnCodec.micros(clock.instant().minus(bounds.left().audit()));
            logHoldsPurged |= writer.submitOurs(transaction -> transaction.update("DELETE FROM audit WHERE at < ?", before))
                    .toCompletableFuture().join() > 0;
        }
        logHoldsPurged |= purged > 0;
        eraseLog();
        Write.WithoutResult measure = Transaction::measureAnew;
        writer.submitOurs(measure).toCompletableFuture().join(); // or a full journal refuses events that it has room for
        return purged;
    }

    /** Drops entries that are too old and undecided, and logs that, because no operator has looked at them. */
    private void purgeLeft(UndecidedPurge.What what, Duration kept) {
        if (kept.isZero()) {
            return;
        }
        long now = ColumnCodec.micros(clock.instant());
        long before = ColumnCodec.micros(clock.instant().minus(kept));
        long all = 0;
        for (List<UndecidedPurge.Old> old = UndecidedPurge.find(reading, what, before); !old.isEmpty() && !stopping; old =
                UndecidedPurge.find(reading, what, before)) {
            all += writer.submitOurs(new UndecidedPurge(what, old, before, now)).toCompletableFuture().join();
            logHoldsPurged |= what == UndecidedPurge.What.DIFFERING;
        }
        if (all > 0) {
            LOG.warn("{} {} without a decision for {} days are {}.", all,
                    ColumnCodec.word(what).replace('_', ' '), kept.toDays(),
                    what == UndecidedPurge.What.DIFFERING ? "deleted" : "dropped");
        }
    }

    private void eraseLog() {
        try {
            logHoldsPurged = logHoldsPurged && !log.erase();
        } catch (SQLException e) {
            LOG.debug("The log is emptied later", e);
        }
    }

    private long purgeRecords(Instant before) {
        long cut = ColumnCodec.micros(before);
        long purged = purgePartitions(cut);
        notesLeft |= purged > 0;
        long after = 0;
        // Sequence numbers don't follow the time of receipt where the clock was set: what is old may be behind what is young.
        long last = reading.rows(LAST_OLD, row -> row.getLong(1), cut).get(0);
        for (Stretch stretch = next(after, last); stretch != null && !stopping; stretch = next(after, last)) {
            if (stretch.oldest < cut) {
                purged += writer.submitOurs(new Purge(after, stretch.upTo, cut)).toCompletableFuture().join();
                notesLeft |= purged > 0;
            }
            after = stretch.upTo;
        }
        purgeNotes();
        purgeDecided();
        try {
            partitions.dropEmpty(StoredBatch.lastSeq(reading));
        } catch (SQLException e) {
            LOG.debug("Empty partitions are dropped later", e);
        }
        return purged;
    }

    private void purgeNotes() {
        if (notesLeft && !stopping) {
            Write.WithoutResult delete = Purge::deleteNotes;
            writer.submitOurs(delete).toCompletableFuture().join();
            notesLeft = false;
        }
    }

    /** A partition that is being read, or that also holds records to be kept, is purged by ranges instead. */
    private long purgePartitions(long cut) {
        long purged = 0;
        try {
            for (PurgePartition.Old old : PurgePartition.find(reading, partitions, cut)) {
                if (!stopping) {
                    purged += writer.submitOurs(new PurgePartition(partitions, old)).toCompletableFuture().join();
                }
            }
        } catch (SQLException e) {
            LOG.debug("Partitions are purged by ranges", e);
        }
        return purged;
    }

    /**
     * Deletes rows of dead letters about which an operator has decided long after their batches were purged, when no other
     * batch is due.
     */
    private void purgeDecided() {
        for (List<Purge.Decided> decided = Purge.decided(reading); !decided.isEmpty() && !stopping; decided =
                Purge.decided(reading)) {
            writer.submitOurs(Purge.delete(decided)).toCompletableFuture().join();
            logHoldsPurged = true;
        }
    }

    /** @param last the base number of the last batch that is looked at */
    private @Nullable Stretch next(long after, long last) {
        long[] records = {0};
        List<Stretch> found = reading.rows(StoredBatch.HEADS_AFTER, row -> {
            StoredBatch batch = new StoredBatch(row);
            if (batch.baseSeq() > last) {
                return null;
            }
            records[0] += batch.count();
            return records[0] > STRETCH && records[0] > batch.count() ? null : new Stretch(batch.lastSeq(), batch.receivedTo());
        }, after, STRETCH);
        return found.stream().reduce((one, other) -> new Stretch(other.upTo, Math.min(one.oldest, other.oldest))).orElse(null);
    }

    private void purgeIdentities(Instant before) {
        PurgeIdentities.Place place = PurgeIdentities.Place.FIRST;
        while (!place.isLast() && !stopping) {
            place = writer.submitOurs(new PurgeIdentities(place, ColumnCodec.day(before))).toCompletableFuture().join();
        }
    }

    @Override
    public void close() {
        stopping = true;
        thread.close();
    }
}
