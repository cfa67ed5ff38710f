package serai.journal.operations;

import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.StoredBatch;
import serai.model.CanonicalJson;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads everything that the journal keeps, as a delivery or an operator would, and tells what is damaged. Changes nothing. */
final class JournalVerification {

    /** How many rows are read at once, so that no query lasts long. */
    private static final int PAGE = 64;
    private static final String ASIDE = """
            SELECT seq, kind, json, coalesce(json_sum, -1), raw, coalesce(raw_sum, -1), edited, coalesce(edited_sum, -1),
                   destination || '-' || seq, received_at, destination
            FROM aside
            WHERE (destination, seq) > (?, ?) AND (json IS NOT NULL OR state IN ('held', 'requeued', 'dead', 'unrouted'))
            ORDER BY destination, seq LIMIT ?""";
    private static final String DIFFERING = """
            SELECT %s, %s, json, json_sum, raw, raw_sum, NULL, -1, source || '-differs-' || nr, received_at, nr
            FROM differing WHERE nr > ? ORDER BY nr LIMIT ?""".formatted(Checksum.NO_NUMBER, Checksum.NO_KIND);

    /** Up to it batches may have been purged; behind it sequence numbers follow each other without a gap. */
    private static final String PURGED = "SELECT coalesce((SELECT seq FROM position WHERE name = 'purged'), 0)";

    private static final long UNKNOWN = -1;

    private record Place(String destination, long seq) {
    }

    private final JournalQuery reading;
    private final Consumer<String> told;
    /** The sequence number up to which no record is missing; unknown behind a batch that does not tell how many it has. */
    private long whole;
    private long batches;
    private long records;
    private long aside;
    private long damaged;

    /** @param told gets a line on each thing that is damaged; without personal data */
    JournalVerification(JournalQuery reading, Consumer<String> told) {
        this.reading = reading;
        this.told = told;
    }

    VerifiedJournal run() throws SQLException {
        reading.rows("PRAGMA quick_check(10)", row -> row.getString(1)).stream().filter(found -> !found.equals("ok"))
                .forEach(found -> tell("the database: " + found.lines().findFirst().orElse("")));
        verifyBatches();
        verifyAside();
        verifyDiffering();
        return new VerifiedJournal(batches, records, aside, damaged);
    }

    private void verifyBatches() throws SQLException {
        KnownKinds kinds = KnownKinds.all(reading);
        whole = purgedUpTo();
        List<Long> page = List.of(0L);
        while (!page.isEmpty()) {
            kinds.refresh(reading);
            page = reading.rows("SELECT " + StoredBatch.COLUMNS + " FROM record_batch WHERE base_seq > ? ORDER BY base_seq LIMIT ?",
                    row -> verify(new StoredBatch(row), kinds), page.get(page.size() - 1), PAGE);
        }
    }

    private long purgedUpTo() {
        return reading.rows(PURGED, row -> row.getLong(1)).get(0);
    }

    private long verify(StoredBatch batch, KnownKinds kinds) throws SQLException {
        batches++;
        if (whole != UNKNOWN && batch.baseSeq() > whole + 1 && batch.baseSeq() > purgedUpTo() + 1) { // or it was purged since
            tell("the records %s to %s are missing".formatted(whole + 1, batch.baseSeq() - 1));
        }
        whole = batch.isCountKnown() ? Math.max(whole, batch.lastSeq()) : UNKNOWN;
        try {
            batch.verify();
            for (BatchedRecord record : batch.body().records()) {
                CanonicalJson.read(record.json());
                if (kinds.kind(record.kind()) == null) {
                    throw new DamagedBatchException("kind " + record.kind() + " is missing");
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
