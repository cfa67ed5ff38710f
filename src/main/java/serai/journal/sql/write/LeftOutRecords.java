package serai.journal.sql.write;

import serai.journal.sql.query.StoredBatch;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of a destination's delivered records its route has left out: a bit for each record, in the table {@code left_out}. A
 * page changes one row, or a few.
 */
public record LeftOutRecords(Transaction transaction, String destination) {

    /** A block has two to the power of this many sequence numbers; the table's comment names the number. */
    private static final int BLOCK_BITS = 12;
    private static final long WITHIN_BLOCK = (1L << BLOCK_BITS) - 1;

    /**
     * Notes records as left out, and others as sent.
     *
     * @param leftOut sequence numbers of records that the route has left out
     * @param sent    sequence numbers of records that the route has sent
     * @return by how many the number of records that are left out has changed
     */
    long note(Set<Long> leftOut, Set<Long> sent) throws SQLException {
        Map<Long, BitSet> blocks = new TreeMap<>();
        long change = 0;
        for (long seq : leftOut) {
            change += set(blocks, seq, true);
        }
        for (long seq : sent) {
            change -= set(blocks, seq, false);
        }
        for (Map.Entry<Long, BitSet> block : blocks.entrySet()) {
            write(block.getKey(), block.getValue());
        }
        return change;
    }

    /** @return 1 if that changes the bit, otherwise 0 */
    private int set(Map<Long, BitSet> blocks, long seq, boolean to) throws SQLException {
        long block = seq >> BLOCK_BITS;
        BitSet bits = blocks.get(block);
        if (bits == null) {
            bits = read(block);
            blocks.put(block, bits);
        }
        int bit = (int) (seq & WITHIN_BLOCK);
        boolean before = bits.get(bit);
        bits.set(bit, to);
        return before == to ? 0 : 1;
    }

    private BitSet read(long block) throws SQLException {
        List<byte[]> bits = transaction.rows("SELECT bits FROM left_out WHERE destination = ? AND block = ?",
                row -> row.getBytes(1), destination, block);
        return bits.isEmpty() ? new BitSet() : BitSet.valueOf(bits.get(0));
    }

    private void write(long block, BitSet bits) throws SQLException {
        if (bits.isEmpty()) {
            transaction.update("DELETE FROM left_out WHERE destination = ? AND block = ?", destination, block);
        } else {
            transaction.update("""
                    INSERT INTO left_out (destination, block, bits) VALUES (?, ?, ?)
                    ON CONFLICT (destination, block) DO UPDATE SET bits = excluded.bits""", destination, block,
                    bits.toByteArray());
        }
    }

    /** Deletes the bits of records that are no longer in the journal, of all destinations. */
    public static void purge(Transaction transaction) throws SQLException {
        transaction.update("DELETE FROM left_out WHERE block < (%s) / ?".formatted(StoredBatch.FIRST_SEQ), 1L << BLOCK_BITS);
    }
}
