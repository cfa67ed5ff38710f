package serai.journal.sql.write;

import serai.journal.sql.batch.BatchKinds;
import serai.journal.sql.batch.RecordBatchWriter;
import serai.journal.sql.batch.RecordBatchWriter.Head;
import serai.journal.sql.index.PurgedNumbers;
import serai.journal.sql.query.LastStatement;
import serai.journal.sql.query.Statements;
import serai.journal.sql.query.StoreSession;
import serai.journal.sql.query.StoredBatch;

import java.sql.SQLException;
import java.util.Optional;

/** Gathers the records that a transaction appends, and stores them as one row when it ends. */
final class BatchAppend {

    /**
     * Bytes of a batch from which the next record begins another batch, so that a reader of few records need not take many
     * bytes.
     */
    private static final int LENGTH_MAX = 4 * 1_024 * 1_024;
    private static final long UNKNOWN = -1;
    /** More than a batch has: an empty record has some dozen bytes. */
    private static final long COUNT_MAX = LENGTH_MAX;

    private final Statements statements;
    private final StoreSession session;
    private final RecordBatchWriter writer = new RecordBatchWriter();
    private long lastSeq = UNKNOWN;

    BatchAppend(Statements statements, StoreSession session) {
        this.statements = statements;
        this.session = session;
    }

    /** @param changed whether another connection may have appended since */
    void begin(boolean changed) {
        if (changed) {
            lastSeq = UNKNOWN;
        }
    }

    /**
     * Adds a record.
     *
     * @return its sequence number. No number is given twice, also not after a purge
     */
    long add(Head head, byte[] json, byte[] raw) throws SQLException {
        if (lastSeq == UNKNOWN) {
            lastSeq = lastSeq();
        }
        if (writer.count() > 0 && writer.length() + json.length + raw.length > LENGTH_MAX) {
            statements.execute(end().orElseThrow());
        }
        writer.add(head, json, raw);
        return ++lastSeq;
    }

    /** If it is not known how many records the last batch has, the numbers that it may have are skipped. */
    private long lastSeq() throws SQLException {
        StoredBatch.End end = StoredBatch.end(statements);
        if (!end.isCountKnown()) {
            PurgedNumbers.note(statements, end.lastSeq() + 1, end.lastSeq() + COUNT_MAX);
            return end.lastSeq() + COUNT_MAX;
        }
        return end.lastSeq();
    }

    /** The statement that stores the batch, as one of the last of the transaction; empty if there is no batch. */
    Optional<LastStatement> end() throws SQLException {
        int count = writer.count();
        if (count == 0) {
            return Optional.empty();
        }
        long baseSeq = lastSeq - count + 1;
        session.makeRoom(statements, baseSeq);
        BatchKinds kinds = writer.kinds(baseSeq);
        return Optional.of(LastStatement.change("""
                INSERT INTO record_batch (base_seq, count, kinds, received_from, received_to, body) VALUES (?, ?, ?, ?, ?, ?)""",
                baseSeq, (long) count, kinds.column(), kinds.receivedFrom(), kinds.receivedTo(), writer.end(baseSeq)));
    }

    void rolledBack() {
        writer.clear();
        lastSeq = UNKNOWN;
    }
}
