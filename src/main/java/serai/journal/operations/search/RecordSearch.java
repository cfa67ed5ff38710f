package serai.journal.operations.search;

import org.jspecify.annotations.Nullable;
import serai.journal.DeliveryTrace;
import serai.journal.RecordState;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.ReportReader;
import serai.journal.sql.query.StoredBatch;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds records, the newest first. A learner's are found by the index; others by reading backwards, without the bodies of those
 * batches that can't have one. Each search reads a bounded part of the journal, and its result says where the next one goes on.
 * Changes nothing.
 */
public final class RecordSearch {

    /** How many batches are passed, records are read, and bytes of bodies are read by one search, at the most. */
    private static final int BATCHES_MAX = 20_000;
    private static final int RECORDS_MAX = 20_000;
    private static final long BYTES_MAX = 32L << 20;
    private static final int PAGE = 500;
    private static final long DAY_MICROS = 86_400_000_000L;

    /** What a search has read so far. */
    private static final class Reading {
        private final List<FoundRecord> found = new ArrayList<>();
        private int batches;
        private int records;
        private long bytes;
        private long before;

        boolean isExhausted() {
            return batches >= BATCHES_MAX || records >= RECORDS_MAX || bytes >= BYTES_MAX;
        }
    }

    private final JournalQuery reading;

    public RecordSearch(JournalQuery reading) {
        this.reading = reading;
    }

    /**
     * @throws serai.journal.DamagedRecordException      if a batch is damaged that may have one of them
     * @throws serai.journal.JournalUnavailableException if the journal can't be read
     */
    public SearchResult find(RecordQuery query) {
        try {
            return query.learner() != null ? ofLearner(query, query.learner()) : backwards(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    /** The numbers of a learner's records, the highest first, 10,000 at the most; perhaps some of others, of the same hash. */
    public List<Long> numbers(String learner) {
        try {
            return new LearnerNumbers(reading).of(learner, RecordQuery.NEWEST);
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    private SearchResult ofLearner(RecordQuery query, String learner) throws SQLException {
        List<FoundRecord> found = new ArrayList<>();
        List<Long> numbers = new LearnerNumbers(reading).of(learner, query.before());
        for (long seq : numbers) {
            BatchedRecord batched = BatchWatch.record(reading, reading.place(), seq);
            if (batched != null) { // null if purged since
                LearningRecord record = CanonicalJson.read(batched.json());
                if (query.matches(record)) {
                    found.add(found(seq, record));
                }
            }
            if (found.size() == query.limit()) {
                return new SearchResult(found, seq);
            }
        }
        return new SearchResult(found, numbers.size() == LearnerNumbers.MAX ? numbers.get(numbers.size() - 1) : 0);
    }

    private SearchResult backwards(RecordQuery query) throws SQLException {
        RecordQuery narrowed = narrowed(query);
        Set<Integer> kinds = kinds(narrowed);
        Reading so = new Reading();
        so.before = query.before();
        boolean more =
                !kinds.isEmpty() && (narrowed.to() == null || narrowed.from() == null || narrowed.from().isBefore(narrowed.to()));
        while (more && so.found.size() < query.limit() && !so.isExhausted()) {
            List<Long> page = reading.rows("SELECT " + StoredBatch.HEADS
                    + " FROM record_batch WHERE base_seq < ? ORDER BY base_seq DESC LIMIT ?", row -> read(row, narrowed, kinds, so),
                    so.before, PAGE);
            more = !page.isEmpty() && page.get(page.size() - 1) >= 0;
        }
        boolean all = !more && so.found.size() < query.limit();
        return new SearchResult(so.found.stream().map(one -> found(one.seq(), one.record())).toList(), all ? 0 : so.before);
    }

    /** @return the base number of the batch; null to end the query because enough was read; negative if none before it can match */
    private @Nullable Long read(ResultSet row, RecordQuery query, Set<Integer> kinds, Reading so) throws SQLException {
        if (so.found.size() >= query.limit() || so.isExhausted()) {
            return null;
        }
        StoredBatch batch = new StoredBatch(row);
        so.batches++;
        try {
            if (hasOne(batch, query, kinds)) {
                List<BatchedRecord> records = new ArrayList<>(batch.body().records());
                for (int i = records.size() - 1; i >= 0; i--) {
                    BatchedRecord record = records.get(i);
                    if (record.seq() < so.before) {
                        so.records++;
                        so.bytes += record.jsonLength();
                        so.before = record.seq();
                        look(record, query, kinds, so);
                    }
                    if (so.found.size() >= query.limit()) {
                        return batch.baseSeq();
                    }
                }
            }
        } catch (DamagedBatchException e) {
            if (!batch.isPurgedSince()) {
                throw batch.damaged(reading.place(), null, batch.baseSeq(), e);
            }
        }
        so.before = batch.baseSeq();
        return batch.baseSeq();
    }

    private static boolean hasOne(StoredBatch batch, RecordQuery query, Set<Integer> kinds)
            throws SQLException, DamagedBatchException {
        if (query.from() != null && batch.receivedTo() < ColumnCodec.micros(query.from())
                || query.to() != null && batch.receivedFrom() >= ColumnCodec.micros(query.to())) {
            return false;
        }
        for (int kind : batch.kinds()) {
            if (kinds.contains(kind)) {
                return true;
            }
        }
        return false;
    }

    private static void look(BatchedRecord batched, RecordQuery query, Set<Integer> kinds, Reading so) {
        if (!kinds.contains(batched.kind()) || query.id() != null && !query.id().equals(batched.id())) {
            return;
        }
        LearningRecord record = CanonicalJson.read(batched.json());
        if (query.matches(record)) {
            so.found.add(new FoundRecord(batched.seq(), record, Map.of()));
        }
    }

    /** Narrows a search by id to the day on which the record was received, if the index of identities knows the id. */
    private RecordQuery narrowed(RecordQuery query) {
        if (query.id() == null) {
            return query;
        }
        List<Long> days = reading.rows("SELECT received_day FROM identity WHERE id = ?", row -> row.getLong(1),
                (Object) ColumnCodec.bytes(query.id()));
        if (days.isEmpty()) {
            return query; // it may be in the newest batches
        }
        Instant from = ColumnCodec.instant(days.get(0) * DAY_MICROS);
        Instant to = ColumnCodec.instant((days.get(0) + 1) * DAY_MICROS);
        return new RecordQuery(query.id(), null, query.course(), query.type(), query.source(),
                query.from() == null || query.from().isBefore(from) ? from : query.from(),
                query.to() == null || query.to().isAfter(to) ? to : query.to(), query.before(), query.limit());
    }

    private Set<Integer> kinds(RecordQuery query) {
        record Named(int nr, String source, String type) {
        }
        Set<Integer> kinds = new HashSet<>();
        reading.rows("SELECT nr, source, type FROM kind", row -> new Named(row.getInt(1), row.getString(2), row.getString(3)))
                .stream().filter(kind -> query.type() == null || query.type().equals(kind.type))
                .filter(kind -> query.source() == null || query.source().equals(kind.source)).forEach(kind -> kinds.add(kind.nr));
        return kinds;
    }

    private FoundRecord found(long seq, LearningRecord record) {
        Map<String, RecordState> states = new ReportReader(reading, KnownKinds.ofDestinations()).traces(seq - 1, 1).stream()
                .filter(trace -> trace.seq() == seq).map(DeliveryTrace::destinations).findFirst().orElseGet(TreeMap::new);
        return new FoundRecord(seq, record, states);
    }
}
