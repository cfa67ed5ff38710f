package serai.journal.sql.batch;

import org.jspecify.annotations.Nullable;
import serai.model.TraceContext;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Writes record batches, one after the other. Keeps its buffer between them. */
public final class RecordBatchWriter {

    private static final int LENGTH_FIRST = 64 * 1_024;
    /** A buffer that has grown beyond this is not kept. */
    private static final int LENGTH_KEPT_MAX = 4 * 1_024 * 1_024;
    private static final int RECORD_LENGTH =
            Integer.BYTES + 2 * Long.BYTES + RecordBatch.DIGEST_LENGTH + 2 * Long.BYTES + 1 + 2 * Integer.BYTES;

    /**
     * What stands beside a record's content.
     *
     * @param trace null if the record came with none
     */
    public record Head(int kind, UUID id, byte[] digest, long occurredAt, long receivedAt, long[] learners,
            @Nullable TraceContext trace) {

        public Head(int kind, UUID id, byte[] digest, long occurredAt, long receivedAt, long[] learners) {
            this(kind, id, digest, occurredAt, receivedAt, learners, null);
        }
    }

    private ByteBuffer out = ByteBuffer.allocate(LENGTH_FIRST).position(RecordBatch.HEAD_LENGTH);
    private final BatchKinds.Writer kinds = new BatchKinds.Writer();
    /** The traces of records, by their places in the batch. */
    private final Map<Integer, TraceContext> traces = new TreeMap<>();

    /** The number of records in the batch so far. */
    public int count() {
        return kinds.count();
    }

    /** Bytes of the batch so far. */
    public int length() {
        return out.position() + traces.size() * RecordBatch.TRACE_LENGTH;
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
            traces.put(count(), head.trace);
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
        boolean traced = !traces.isEmpty();
        if (traced) {
            addTraces();
        }
        int end = out.position();
        byte[] array = out.array();
        out.position(0).put(traced ? RecordBatch.VERSION_TRACED : RecordBatch.VERSION).putLong(baseSeq).putInt(count()).position(end);
        out.putInt(Bytes.checksum(array, end));
        byte[] body = Arrays.copyOf(array, end + RecordBatch.CHECKSUM_LENGTH);
        clear();
        return body;
    }

    private void addTraces() {
        makeRoom(Integer.BYTES + traces.size() * RecordBatch.TRACE_LENGTH + RecordBatch.CHECKSUM_LENGTH);
        out.putInt(traces.size());
        traces.forEach((place, trace) -> out.putInt(place).putLong(trace.high()).putLong(trace.low()).putLong(trace.span())
                .put(trace.flags()));
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
