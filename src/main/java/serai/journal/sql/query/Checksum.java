package serai.journal.sql.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The checksum that finds a bit that has changed on the disk. */
public final class Checksum {

    /** For JSON that has no kind: a differing event, or a record that an operator has edited. */
    public static final long NO_KIND = 0;

    /** In place of a sequence number: for a differing event, which is only read by its own row. */
    public static final long NO_NUMBER = 0;

    private Checksum() {
    }

    /**
     * The sum of content and its sequence number. The number is included because a changed bit in it would put one record in
     * another's place.
     */
    public static long of(long seq, byte[] content) {
        return of(content, ByteBuffer.allocate(Long.BYTES).putLong(seq));
    }

    /** The sum of texts, in their order. */
    public static long of(String... texts) {
        return of(NO_NUMBER, String.join("\n", texts).getBytes(StandardCharsets.UTF_8));
    }

    /** The sum of a record's JSON, its sequence number and its kind, which tells the record's destinations. */
    public static long of(long seq, long kind, byte[] json) {
        return of(json, ByteBuffer.allocate(2 * Long.BYTES).putLong(seq).putLong(kind));
    }

    private static long of(byte[] content, ByteBuffer place) {
        CRC32C sum = new CRC32C();
        sum.update(place.flip());
        sum.update(content);
        return sum.getValue();
    }

    /** Whether the content has that sum with that number. */
    public static boolean fits(long stored, long seq, byte[] content) {
        return stored == of(seq, content);
    }

    /** Whether a record's JSON has that sum with that number and kind. */
    public static boolean fits(long stored, long seq, long kind, byte[] json) {
        return stored == of(seq, kind, json);
    }
}
