package serai.journal.sql.batch;

import org.jspecify.annotations.Nullable;
import serai.model.trace.TraceContext;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/** Writes record batches, one after the other. Keeps its buffer between them. */
public final class RecordBatchWriter {

    private static final int LENGTH_FIRST = 64 * 1_024;
    /** A buffer that has grown beyond this is not kept. */
    private static final int LENGTH_KEPT_MAX = 4 * 1_024 * 1_024;
    /** Bytes of a record without its learners' hashes and its content. */
    static final int RECORD_LENGTH =
            Integer.BYTES + 2 * Long.BYTES + RecordBatch.DIGEST_LENGTH + 2 * Long.BYTES + 1 + 2 * Integer.BYTES;

    /**
     * What stands beside a record's content.
     *
     * @param trace the span that deliveries of the record follow; null if there is none
     */
    public record Head(int kind, UUID id, byte[] digest, long occurredAt, long receivedAt, long[] learners,
            @Nullable TraceContext trace) {
    }

    private ByteBuffer out = ByteBuffer.allocate(LENGTH_FIRST).position(RecordBatch.HEAD_LENGTH);
    private final BatchKinds.Writer kinds = new BatchKinds.Writer();
    private final BatchTraces traces = new BatchTraces();

    /** The number of records in the batch so far. */
    public int count() {
        return kinds.count();
    }

    /** Bytes of the batch so far. */
    public int length() {
        return out.position() + traces.length();
    }

    /** Adds a record. */
    public void add(Head head, byte[] json, byte[] raw) {
        makeRoom(RECORD_LENGTH + head.learners.length * Long.BYTES + json.length + raw.length + RecordBatch.CHECKSUM_LENGTH);
        out.putInt(head.kind).putLong(head.id.getMostSignificantBits()).putLong(head.id.getLeastSignificantBits())
                .put(head.digest, 0, RecordBatch.DIGEST_LENGTH).putLong(head.occurredAt).putLong(head.receivedAt)
                .put((byte) head.learners.length);
        for (long learner : head.learners) {
            out.putLong(learner);
        }
        out.putInt(json.length).put(json).putInt(raw.length).put(raw);
        if (head.trace != null) {
            traces.add(count(), head.trace);
        }
        kinds.add(head.kind, head.receivedAt);
    }

    private void makeRoom(int length) {
        if (out.remaining() < length) {
            int needed = Math.addExact(out.position(), length);
            byte[] larger =
                    Arrays.copyOf(out.array(), (int) Math.max(needed, Math.min(2L * out.capacity(), Integer.MAX_VALUE - 8)));
            out = ByteBuffer.wrap(larger).position(out.position());
        }
    }

    /** The batch's kinds and times of receipt, for its row. */
    public BatchKinds kinds(long baseSeq) {
        return kinds.kinds(baseSeq);
    }

    /** Ends the batch, and returns its body. */
    public byte[] end(long baseSeq) {
        makeRoom(traces.length() + RecordBatch.CHECKSUM_LENGTH);
        traces.writeTo(out);
        int end = out.position();
        byte[] array = out.array();
        out.position(0).put(RecordBatch.VERSION).putLong(baseSeq).putInt(count()).position(end);
        out.putInt(Bytes.checksum(array, end));
        byte[] body = Arrays.copyOf(array, end + RecordBatch.CHECKSUM_LENGTH);
        clear();
        return body;
    }

    /** Begins a new batch; what was added is gone. */
    public void clear() {
        if (out.capacity() > LENGTH_KEPT_MAX) {
            out = ByteBuffer.allocate(LENGTH_FIRST);
        }
        out.position(RecordBatch.HEAD_LENGTH);
        kinds.clear();
        traces.clear();
    }
}
