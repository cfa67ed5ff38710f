package serai.journal.sql.batch;

import serai.model.trace.TraceContext;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one commit has appended: records with successive sequence numbers.
 *
 * @param baseSeq the sequence number of the first
 * @param records at least one, in the order of their sequence numbers
 * @param length  bytes of the body, which all records share
 */
public record RecordBatch(long baseSeq, List<BatchedRecord> records, int length) {

    /** Bytes of a {@link BatchedRecord#digest}. */
    public static final int DIGEST_LENGTH = 16;

    /** The format's version: the first byte of a body. */
    static final byte VERSION = 1;
    /** Version, base sequence number, number of records. */
    static final int HEAD_LENGTH = 1 + Long.BYTES + Integer.BYTES;
    static final int CHECKSUM_LENGTH = Integer.BYTES;

    public RecordBatch {
        records = List.copyOf(records);
    }

    /**
     * Reads a batch from its body, after its checksum was found right.
     *
     * @param baseSeq the number under which the body is stored
     * @throws DamagedBatchException if the checksum is wrong, if the body is of an unknown version, if it is the body of another
     *                               batch, or if it is too short for its own lengths
     */
    public static RecordBatch read(long baseSeq, byte[] body) throws DamagedBatchException {
        int end = body.length - CHECKSUM_LENGTH;
        if (end < HEAD_LENGTH || Bytes.checksum(body, end) != ByteBuffer.wrap(body).getInt(end)) {
            throw new DamagedBatchException("wrong checksum");
        }
        ByteBuffer in = ByteBuffer.wrap(body, 0, end);
        byte version = in.get();
        if (version != VERSION) {
            throw new DamagedBatchException("format " + version + ", which this version of Serai does not know");
        }
        if (in.getLong() != baseSeq) {
            throw new DamagedBatchException("the content of another batch");
        }
        List<BatchedRecord> records = records(body, in, baseSeq);
        for (Map.Entry<Integer, TraceContext> trace : BatchTraces.read(in).entrySet()) {
            int place = trace.getKey();
            if (place >= 0 && place < records.size()) {
                records.set(place, records.get(place).with(trace.getValue()));
            }
        }
        return new RecordBatch(baseSeq, records, body.length);
    }

    private static List<BatchedRecord> records(byte[] body, ByteBuffer in, long baseSeq) throws DamagedBatchException {
        int count = in.getInt();
        if (count < 1 || count > in.remaining() / RecordBatchWriter.RECORD_LENGTH) {
            throw doNotFit();
        }
        List<BatchedRecord> records = new ArrayList<>(count);
        try {
            for (int i = 0; i < count; i++) {
                records.add(record(body, in, baseSeq + i));
            }
        } catch (BufferUnderflowException e) {
            throw doNotFit();
        }
        return records;
    }

    private static DamagedBatchException doNotFit() {
        return new DamagedBatchException("lengths that do not fit");
    }

    private static BatchedRecord record(byte[] body, ByteBuffer in, long seq) throws DamagedBatchException {
        int kind = in.getInt();
        UUID id = new UUID(in.getLong(), in.getLong());
        int digestAt = skip(in, DIGEST_LENGTH);
        long occurredAt = in.getLong();
        long receivedAt = in.getLong();
        int learners = in.get();
        int learnersAt = skip(in, learners * Long.BYTES);
        int jsonLength = in.getInt();
        int jsonAt = skip(in, jsonLength);
        int rawLength = in.getInt();
        int rawAt = skip(in, rawLength);
        return new BatchedRecord(body, seq, kind, id, occurredAt, receivedAt, digestAt, learnersAt, jsonAt, jsonLength, rawAt,
                rawLength, null);
    }

    private static int skip(ByteBuffer in, int length) throws DamagedBatchException {
        if (length < 0 || length > in.remaining()) {
            throw doNotFit();
        }
        int at = in.position();
        in.position(at + length);
        return at;
    }

    /** The sequence number of the last record. */
    public long lastSeq() {
        return baseSeq + records.size() - 1;
    }

    /** The record with a sequence number from {@link #baseSeq} to {@link #lastSeq}. */
    public BatchedRecord record(long seq) {
        return records.get((int) (seq - baseSeq));
    }
}
