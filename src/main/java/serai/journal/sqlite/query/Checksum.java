package serai.journal.sqlite.query;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** By what a bit that has changed on the disk is found. */
public final class Checksum {

    /** Of what was kept before there were checksums: it is taken as it stands. */
    static final long NONE = -1;

    /** For JSON that stands under no kind: an event that is kept apart, a record that an operator has mended. */
    public static final long NO_KIND = 0;

    /** For an event that is kept apart: it is read by nothing but its own row. */
    public static final long NO_NUMBER = 0;

    private Checksum() {
    }

    /** Of what stands under a number: a bit that has changed in the number gives one record's place to another. */
    public static long of(long seq, byte[] content) {
        return of(content, ByteBuffer.allocate(Long.BYTES).putLong(seq));
    }

    /** Of a record under its number and its kind, which says for whom it is. */
    public static long of(long seq, long kind, byte[] json) {
        return of(json, ByteBuffer.allocate(2 * Long.BYTES).putLong(seq).putLong(kind));
    }

    private static long of(byte[] content, ByteBuffer place) {
        CRC32C sum = new CRC32C();
        sum.update(place.flip());
        sum.update(content);
        return sum.getValue();
    }

    /** Whether content is what was kept under that number, or by an older version, whose sums left numbers out. */
    public static boolean fits(long stored, long seq, byte[] content) {
        return stored == NONE || stored == of(seq, content) || stored == of(content, ByteBuffer.allocate(0));
    }

    /** The same of a record under its number and its kind. */
    public static boolean fits(long stored, long seq, long kind, byte[] json) {
        return stored == NONE || stored == of(seq, kind, json) || stored == of(json, ByteBuffer.allocate(Long.BYTES).putLong(kind));
    }
}
