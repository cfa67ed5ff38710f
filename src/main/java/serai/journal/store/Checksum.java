package serai.journal.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** By what a bit that has changed on the disk is found. */
final class Checksum {

    /** Of what was kept before there were checksums: it is taken as it stands. */
    static final long NONE = -1;

    /** For JSON that stands under no kind: an event that is kept apart, a record that an operator has mended. */
    static final long NO_KIND = 0;

    private Checksum() {
    }

    static long of(byte[] content) {
        CRC32C sum = new CRC32C();
        sum.update(content);
        return sum.getValue();
    }

    /** Of a record under its kind, which says for whom it is. */
    static long of(long kind, byte[] json) {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(kind).flip());
        sum.update(json);
        return sum.getValue();
    }

    static boolean fits(long stored, byte[] content) {
        return stored == NONE || stored == of(content);
    }

    static boolean fits(long stored, long kind, byte[] json) {
        return stored == NONE || stored == of(kind, json);
    }
}
