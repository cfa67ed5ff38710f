package serai.journal.operations.verify;

import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.index.RecordCheck;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.MissingBatches;
import serai.journal.sql.query.StoredBatch;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads everything that the journal keeps, as a delivery or an operator would, and reports what is damaged. Changes nothing. */
public final class JournalVerification {

    /** How many rows are read at once, so that no query lasts long. */
    private static final int PAGE = 64;
    /** Bytes of batches from which no more are read at once. */
    private static final long BYTES = 8 << 20;
    private static final String ASIDE = """
            SELECT seq, kind, json, coalesce(json_sum, -1), raw, coalesce(raw_sum, -1), edited, coalesce(edited_sum, -1),
                   destination || '-' || seq, received_at, destination
            FROM aside
            WHERE (destination, seq) > (?, ?) AND (json IS NOT NULL OR state IN ('held', 'requeued', 'unmatched', 'dead', 'unrouted'))
            ORDER BY destination, seq LIMIT ?""";
    private static final String DIFFERING = """
            SELECT %s, %s, json, json_sum, raw, raw_sum, NULL, -1, source || '-differs-' || nr, received_at, nr
            FROM differing WHERE nr > ? ORDER BY nr LIMIT ?""".formatted(Checksum.NO_NUMBER, Checksum.NO_KIND);

    private record Checked(BatchedRecord record, LearningRecord content) {
    }

    private record Place(String destination, long seq) {
    }

    private final JournalQuery reading;
    private final Consumer<String> told;
    private final BatchWatch sequence = new BatchWatch(0);
    private long batches;
    private long records;
    private long aside;
    private long damaged;

    /** @param told gets a line on each thing that is damaged; without personal data */
    public JournalVerification(JournalQuery reading, Consumer<String> told) {
        this.reading = reading;
        this.told = told;
    }

    /** @param inOneFile whether the journal is one file of SQLite's, whose pages are looked through too */
    public VerifiedJournal run(boolean inOneFile) throws SQLException {
        if (inOneFile) {
            // Not quick_check, which does not find entries that an index lacks.
            reading.rows("PRAGMA integrity_check(10)", row -> row.getString(1)).stream().filter(found -> !found.equals("ok"))
                    .forEach(found -> tell("the database: " + found.lines().findFirst().orElse("")));
        }
        RecordCheck indexes = new RecordCheck(reading);
        verifyBatches(indexes);
        indexes.verifyIdentities(this::tell);
        indexes.verifyRuns(this::tell);
        verifyAside();
        verifyDiffering();
        new StateVerification(reading, this::tell).run();
        return new VerifiedJournal(batches, records, aside, damaged);
    }

    private void verifyBatches(RecordCheck indexes) throws SQLException {
        KnownKinds kinds = KnownKinds.all(reading);
        long last = StoredBatch.lastSeq(reading); // read the end first: the pages have all records before it
        List<Long> page = List.of(0L);
        while (!page.isEmpty()) {
            kinds.refresh(reading);
            List<Checked> checked = new ArrayList<>();
            long[] bytes = {0};
            page = reading.rows(StoredBatch.AFTER,
                    row -> bytes[0] > BYTES ? null : verify(new StoredBatch(row), kinds, checked, bytes), page.get(page.size() - 1),
                    PAGE);
            checked.forEach(one -> verify(one, indexes)); // by queries of their own
        }
        tell(sequence.end(reading, last));
    }

    private void tell(List<MissingBatches> missing) {
        missing.forEach(one -> tell(one.text()));
    }

    private void verify(Checked one, RecordCheck indexes) {
        String fault = indexes.fault(one.record, one.content);
        if (fault != null) {
            tell(RecordCheck.text(one.record.seq(), one.record.receivedAt(), fault));
        }
    }

    private long verify(StoredBatch batch, KnownKinds kinds, List<Checked> checked, long[] bytes) throws SQLException {
        batches++;
        tell(sequence.next(batch));
        try {
            batch.verify();
            bytes[0] += batch.body().length();
            for (BatchedRecord record : batch.body().records()) {
                checked.add(new Checked(record, CanonicalJson.read(record.json())));
                if (!kinds.isKnown(record.kind(), batch.beside())) {
                    throw new DamagedBatchException("kind %s of its records is missing or damaged".formatted(record.kind()));
                }
            }
            records += batch.count();
        } catch (DamagedBatchException e) {
            tell("the record batch %s to %s, received %s to %s: %s".formatted(batch.baseSeq(), batch.lastSeq(),
                    ColumnCodec.instant(batch.receivedFrom()), ColumnCodec.instant(batch.receivedTo()), e.getMessage()));
        } catch (IllegalArgumentException e) {
            tell("the record batch %s to %s, received %s to %s: a record can't be read".formatted(batch.baseSeq(), batch.lastSeq(),
                    ColumnCodec.instant(batch.receivedFrom()), ColumnCodec.instant(batch.receivedTo())));
        }
        return batch.baseSeq();
    }

    private void verifyAside() {
        List<Place> page = List.of(new Place("", 0));
        while (!page.isEmpty()) {
            Place last = page.get(page.size() - 1);
            page = reading.rows(ASIDE, row -> {
                verify(row);
                return new Place(row.getString(11), row.getLong(1));
            }, last.destination, last.seq, PAGE);
        }
    }

    private void verifyDiffering() {
        List<Long> page = new ArrayList<>(List.of(0L));
        while (!page.isEmpty()) {
            page = reading.rows(DIFFERING, row -> {
                verify(row);
                return row.getLong(11);
            }, page.get(page.size() - 1), PAGE);
        }
    }

    private void verify(ResultSet row) throws SQLException {
        aside++;
        long seq = row.getLong(1);
        byte[] edited = row.getBytes(7);
        byte[] json = row.getBytes(3);
        byte[] raw = row.getBytes(5);
        if (json == null || !Checksum.fits(row.getLong(4), seq, row.getLong(2), json)
                || raw == null || !Checksum.fits(row.getLong(6), seq, raw)
                || edited != null && !Checksum.fits(row.getLong(8), seq, Checksum.NO_KIND, edited)) {
            tell("%s, received %s: wrong checksum".formatted(row.getString(9), ColumnCodec.instant(row.getLong(10))));
        }
    }

    private void tell(String what) {
        damaged++;
        told.accept(what);
    }
}
