package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.DeliveryTrace;
import serai.journal.JournalUnavailableException;
import serai.journal.RecordState;
import serai.journal.operations.verify.JournalVerification;
import serai.journal.operations.verify.VerifiedJournal;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.Kind;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.MissingBatches;
import serai.journal.sql.query.ReportReader;
import serai.journal.sql.query.StoredBatch;
import serai.model.Payload;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads, exports and verifies the records that the journal keeps. Changes nothing. */
public final class StoredRecords {

    /** Number of batches that one query reads at the most, and of bytes from which it ends. */
    private static final int PAGE = 64;
    private static final long BYTES = 8 << 20;

    private final JournalQuery reading;
    private final boolean inOneFile;

    /** @param inOneFile whether the journal is one file, whose pages can be looked through */
    StoredRecords(JournalQuery reading, boolean inOneFile) {
        this.reading = reading;
        this.inOneFile = inOneFile;
    }

    /**
     * Reads everything that the journal keeps.
     *
     * @param told gets a line on each thing that is damaged; without personal data
     */
    public VerifiedJournal verify(Consumer<String> told) {
        try {
            return new JournalVerification(reading, told).run(inOneFile);
        } catch (SQLException e) {
            throw unforeseen(e);
        }
    }

    /**
     * The record with a sequence number; empty if its batch was purged, or if the number was not given yet.
     *
     * @throws serai.journal.JournalUnavailableException if its batch, or its kind, is damaged or missing
     */
    public Optional<StoredRecord> find(long seq) {
        try {
            BatchedRecord record = BatchWatch.record(reading, reading.place(), seq);
            if (record == null) {
                return Optional.empty();
            }
            Kind kind = KnownKinds.all(reading).require(record.kind());
            Map<String, RecordState> states = new ReportReader(reading, KnownKinds.ofDestinations()).traces(seq - 1, 1).stream()
                    .map(DeliveryTrace::destinations).findFirst().orElseGet(TreeMap::new);
            return Optional.of(new StoredRecord(seq, ColumnCodec.instant(record.receivedAt()), kind.source(), kind.type(), states,
                    new String(record.json(), StandardCharsets.UTF_8), Payload.of(record.raw())));
        } catch (DamagedBatchException e) {
            throw new JournalUnavailableException("%s: record %s: %s".formatted(reading.place(), seq, e.getMessage()), e);
        } catch (SQLException e) {
            throw unforeseen(e);
        }
    }

    /**
     * Passes on the canonical records that were received in a range of time, in the order of their sequence numbers.
     *
     * @param from records received at that time or later; null: from the first
     * @param to   records received before that time; null: up to the last
     * @param line gets each record, on one line
     * @throws serai.journal.DamagedRecordException if a batch of that time is damaged, or missing; the records before it were
     *                                              passed on
     */
    public void export(@Nullable Instant from, @Nullable Instant to, Consumer<String> line) {
        long first = from == null ? Long.MIN_VALUE : ColumnCodec.micros(from);
        long end = to == null ? Long.MAX_VALUE : ColumnCodec.micros(to);
        BatchWatch sequence = new BatchWatch(0);
        List<Long> page = List.of(0L);
        try {
            long last = StoredBatch.lastSeq(reading); // read the end first: the pages have all records before it
            while (!page.isEmpty()) {
                List<String> lines = new ArrayList<>();
                try {
                    page = page(page.get(page.size() - 1), first, end, sequence, lines);
                } finally {
                    lines.forEach(line); // outside of the query, since the receiver may be slow
                }
            }
            refuse(sequence.end(reading, last), first, end);
        } catch (SQLException e) {
            throw unforeseen(e);
        }
    }

    /**
     * @param after the base number of the batch before the page; 0 for none
     * @return the base numbers of the batches that were read; none if no more follow
     */
    private List<Long> page(long after, long first, long end, BatchWatch sequence, List<String> lines) {
        long[] bytes = {0};
        return reading.rows(StoredBatch.HEADS_AFTER, row -> {
            StoredBatch batch = new StoredBatch(row);
            if (bytes[0] > BYTES) {
                return null;
            }
            refuse(sequence.next(batch), first, end);
            bytes[0] += read(batch, first, end, lines);
            return batch.baseSeq();
        }, after, PAGE);
    }

    /** @return the bytes of the lines */
    private long read(StoredBatch batch, long first, long end, List<String> lines) throws SQLException {
        // The time of a batch whose row and body are damaged is not known.
        if (batch.isCountKnown() && (batch.receivedTo() < first || batch.receivedFrom() >= end)) {
            return 0;
        }
        long bytes = 0;
        try {
            for (BatchedRecord record : batch.body().records()) {
                if (record.receivedAt() >= first && record.receivedAt() < end) {
                    lines.add(new String(record.json(), StandardCharsets.UTF_8));
                    bytes += record.jsonLength();
                }
            }
        } catch (DamagedBatchException e) {
            if (!batch.isPurgedSince()) {
                throw batch.damaged(reading.place(), null, batch.baseSeq(), e);
            }
        }
        return bytes;
    }

    private void refuse(List<MissingBatches> missing, long first, long end) {
        for (MissingBatches one : missing) {
            if (one.mayBeOf(first, end)) {
                throw one.lost(reading.place(), null, one.first());
            }
        }
    }

    private static IllegalStateException unforeseen(SQLException cause) {
        return new IllegalStateException(cause); // a JournalQuery throws none
    }
}
