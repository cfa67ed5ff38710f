package serai.disk;

import java.util.Arrays;

/** Bytes of a file. */
final class Content {

    private byte[] bytes;
    private int length;

    Content() {
        bytes = new byte[0];
    }

    Content(Content other) {
        bytes = Arrays.copyOf(other.bytes, other.length);
        length = other.length;
    }

    int length() {
        return length;
    }

    /** Cuts it, or fills it with zeros. */
    void cut(int to) {
        grow(to);
        if (to < length) {
            Arrays.fill(bytes, to, length, (byte) 0);
        }
        length = to;
    }

    void write(int offset, byte[] from, int start, int count) {
        grow(offset + count);
        System.arraycopy(from, start, bytes, offset, count);
        length = Math.max(length, offset + count);
    }

    private void grow(int to) {
        if (to > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(to, 2 * bytes.length));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
