package serai.journal.sql.batch;

import serai.model.trace.TraceContext;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * The spans that records of a batch came with: an addition behind the records, which a reader that does not know it passes
 * over. Therefore it holds only what a reader can do without.
 */
final class BatchTraces {

    /** The number by which the addition is known. */
    private static final byte NUMBER = 1;
    private static final int HEAD_LENGTH = 1 + Integer.BYTES;
    private static final int ENTRY_LENGTH = Integer.BYTES + Short.BYTES;

    private final ByteArrayOutputStream entries = new ByteArrayOutputStream(0);

    /** @param place of the record in the batch, from 0 on */
    void add(int place, TraceContext trace) {
        byte[] bytes = trace.bytes();
        entries.writeBytes(ByteBuffer.allocate(ENTRY_LENGTH).putInt(place).putShort((short) bytes.length).array());
        entries.writeBytes(bytes);
    }

    /** Bytes that {@link #writeTo} writes: none, if no record came with a span. */
    int length() {
        return entries.size() == 0 ? 0 : HEAD_LENGTH + entries.size();
    }

    void writeTo(ByteBuffer out) {
        if (entries.size() > 0) {
            out.put(NUMBER).putInt(entries.size()).put(entries.toByteArray());
        }
    }

    void clear() {
        entries.reset();
    }

    /** Reads the spans, by the places of their records, from the additions up to the buffer's end. */
    static Map<Integer, TraceContext> read(ByteBuffer in) {
        Map<Integer, TraceContext> traces = new TreeMap<>();
        while (in.remaining() >= HEAD_LENGTH) {
            byte number = in.get();
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                break; // a form of a later version
            }
            ByteBuffer content = in.slice(in.position(), length);
            in.position(in.position() + length);
            if (number == NUMBER) {
                readEntries(content, traces);
            }
        }
        return traces;
    }

    private static void readEntries(ByteBuffer in, Map<Integer, TraceContext> traces) {
        while (in.remaining() >= ENTRY_LENGTH) {
            int place = in.getInt();
            byte[] bytes = new byte[Math.min(Short.toUnsignedInt(in.getShort()), in.remaining())];
            in.get(bytes);
            TraceContext trace = TraceContext.read(bytes);
            if (trace != null) {
                traces.put(place, trace);
            }
        }
    }
}
