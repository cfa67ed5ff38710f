package serai.journal.sql.batch;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a batch's row tells without its body: the kind of each record, and between which times they were received. A destination
 * passes over a batch by this.
 *
 * @param numbers      the kinds' numbers, in the order of the records
 * @param receivedFrom the earliest time of receipt, in microseconds since 1970
 * @param receivedTo   the latest
 */
public record BatchKinds(long baseSeq, int[] numbers, long receivedFrom, long receivedTo) {

    private static final int VARINT_MAX = 5;
    private static final int MORE = 0x80;
    private static final int SEVEN_BITS = 7;

    /** Gathers the kinds of a batch that is being written. */
    static final class Writer {
        private int[] numbers = new int[64];
        private int count;
        private long from;
        private long to;

        void add(int number, long receivedAt) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
            from = count == 1 ? receivedAt : Math.min(from, receivedAt);
            to = count == 1 ? receivedAt : Math.max(to, receivedAt);
        }

        int count() {
            return count;
        }

        BatchKinds kinds(long baseSeq) {
            return new BatchKinds(baseSeq, Arrays.copyOf(numbers, count), from, to);
        }

        void clear() {
            count = 0;
        }
    }

    /** The column's bytes: each number in groups of seven bits, the lowest first; then a checksum of all that the row tells. */
    public byte[] column() {
        ByteBuffer out = ByteBuffer.allocate(VARINT_MAX * numbers.length + Integer.BYTES);
        for (int number : numbers) {
            int rest = number;
            while (rest >= MORE) {
                out.put((byte) (rest | MORE));
                rest >>>= SEVEN_BITS;
            }
            out.put((byte) rest);
        }
        int end = out.position();
        out.putInt(checksum(out.array(), end, baseSeq, numbers.length, receivedFrom, receivedTo));
        return Arrays.copyOf(out.array(), end + Integer.BYTES);
    }

    private static int checksum(byte[] column, int end, long baseSeq, int count, long receivedFrom, long receivedTo) {
        ByteBuffer all = ByteBuffer.allocate(end + 3 * Long.BYTES + Integer.BYTES);
        all.putLong(baseSeq).putInt(count).putLong(receivedFrom).putLong(receivedTo).put(column, 0, end);
        return Bytes.checksum(all.array(), all.position());
    }

    /**
     * Reads the kinds from a row's columns.
     *
     * @throws DamagedBatchException if the checksum is wrong
     */
    public static BatchKinds read(long baseSeq, int count, byte[] column, long receivedFrom, long receivedTo)
            throws DamagedBatchException {
        int end = column.length - Integer.BYTES;
        if (end < count || count < 1
                || ByteBuffer.wrap(column).getInt(end) != checksum(column, end, baseSeq, count, receivedFrom, receivedTo)) {
            throw new DamagedBatchException("wrong checksum of its kinds");
        }
        int[] numbers = new int[count];
        int at = 0;
        for (int i = 0; i < count; i++) {
            int number = 0;
            int shift = 0;
            byte next;
            do {
                next = column[at++];
                number |= (next & (MORE - 1)) << shift;
                shift += SEVEN_BITS;
            } while (next < 0);
            numbers[i] = number;
        }
        return new BatchKinds(baseSeq, numbers, receivedFrom, receivedTo);
    }
}
