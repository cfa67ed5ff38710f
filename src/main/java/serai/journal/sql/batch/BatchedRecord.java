package serai.journal.sql.batch;

import org.jspecify.annotations.Nullable;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;

import java.util.Arrays;
import java.util.UUID;

/** One record of a {@link RecordBatch}. It shares the batch's bytes: its content is copied when something asks for it. */
public final class BatchedRecord {

    private final byte[] body;
    private final long seq;
    private final int kind;
    private final UUID id;
    private final long occurredAt;
    private final long receivedAt;
    private final int digestAt;
    private final int learnersAt;
    private final int jsonAt;
    private final int jsonLength;
    private final int rawAt;
    private final int rawLength;
    private final @Nullable TraceContext trace;

    BatchedRecord(byte[] body, long seq, int kind, UUID id, long occurredAt, long receivedAt, int digestAt, int learnersAt,
            int jsonAt, int jsonLength, int rawAt, int rawLength, @Nullable TraceContext trace) {
        this.body = body;
        this.seq = seq;
        this.kind = kind;
        this.id = id;
        this.occurredAt = occurredAt;
        this.receivedAt = receivedAt;
        this.digestAt = digestAt;
        this.learnersAt = learnersAt;
        this.jsonAt = jsonAt;
        this.jsonLength = jsonLength;
        this.rawAt = rawAt;
        this.rawLength = rawLength;
        this.trace = trace;
    }

    /** The same record, that came with a span. */
    BatchedRecord with(TraceContext span) {
        return new BatchedRecord(body, seq, kind, id, occurredAt, receivedAt, digestAt, learnersAt, jsonAt, jsonLength, rawAt,
                rawLength, span);
    }

    public long seq() {
        return seq;
    }

    /** The number of the kind that tells the record's source, type and destinations. */
    public int kind() {
        return kind;
    }

    public UUID id() {
        return id;
    }

    /** When the event happened, in microseconds since 1970; 0 if that is unknown. */
    public long occurredAt() {
        return occurredAt;
    }

    /** When the event was received, in microseconds since 1970. */
    public long receivedAt() {
        return receivedAt;
    }

    /** The span that deliveries of the record follow; null if it came with none, or nothing was traced. */
    public @Nullable TraceContext trace() {
        return trace;
    }

    /** Tells content from other content with the same id. */
    public byte[] digest() {
        return Arrays.copyOfRange(body, digestAt, digestAt + RecordBatch.DIGEST_LENGTH);
    }

    /** The keyed hashes of the learner's identifiers. */
    public long[] learners() {
        long[] hashes = new long[(jsonAt - Integer.BYTES - learnersAt) / Long.BYTES];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Bytes.number(body, learnersAt + i * Long.BYTES);
        }
        return hashes;
    }

    /** The canonical record, as {@link serai.model.CanonicalJson#bytes} writes it. */
    public byte[] json() {
        return Arrays.copyOfRange(body, jsonAt, jsonAt + jsonLength);
    }

    /**
     * The record that {@link #json} has.
     *
     * @throws IllegalArgumentException if it has none
     */
    public LearningRecord record() {
        return CanonicalJson.read(body, jsonAt, jsonLength);
    }

    /** The length of {@link #json}, which is not copied for it. */
    public int jsonLength() {
        return jsonLength;
    }

    /** The payload as it was received. */
    public byte[] raw() {
        return Arrays.copyOfRange(body, rawAt, rawAt + rawLength);
    }
}
