package serai.people;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What people are found by, and whose it is: a hash table without an object for each key, since a million people have some three
 * million. Keys are compared in full. A key of two people is known to be nobody's. Filled by one thread; then, unchanged, safe for
 * use by several.
 */
final class KeyTable {

    /** Of a key that nobody has. */
    static final int NONE = -1;
    /** Of a key that several people have. */
    static final int SEVERAL = -2;

    private static final int PAGE = 1 << 20;
    private static final int SLOTS_MIN = 1 << 10;

    private int[] slots = new int[SLOTS_MIN];
    private int[] owners = new int[SLOTS_MIN / 2];
    private int[] pages = new int[SLOTS_MIN / 2];
    private int[] offsets = new int[SLOTS_MIN / 2];
    private byte[][] bytes = {};
    private int used = PAGE;
    private int count;

    /** Notes that a person, by number from 0, has a key. */
    void put(String key, int owner) {
        byte[] encoded = key.getBytes(StandardCharsets.UTF_8);
        int slot = slot(encoded);
        if (slots[slot] != 0) {
            int entry = slots[slot] - 1;
            if (owners[entry] != owner) {
                owners[entry] = SEVERAL;
            }
            return;
        }
        if (count == owners.length) {
            grow();
            slot = slot(encoded);
        }
        store(encoded);
        owners[count] = owner;
        slots[slot] = ++count;
    }

    /** The number of the person who has that key; {@link #NONE} or {@link #SEVERAL}. */
    int owner(String key) {
        int entry = slots[slot(key.getBytes(StandardCharsets.UTF_8))] - 1;
        return entry < 0 ? NONE : owners[entry];
    }

    private void store(byte[] encoded) {
        if (encoded.length + Short.BYTES > PAGE) {
            throw new IllegalArgumentException("a key of %s bytes".formatted(encoded.length));
        }
        if (used + Short.BYTES + encoded.length > PAGE) {
            bytes = Arrays.copyOf(bytes, bytes.length + 1);
            bytes[bytes.length - 1] = new byte[PAGE];
            used = 0;
        }
        byte[] page = bytes[bytes.length - 1];
        pages[count] = bytes.length - 1;
        offsets[count] = used;
        page[used] = (byte) (encoded.length >> Byte.SIZE);
        page[used + 1] = (byte) encoded.length;
        System.arraycopy(encoded, 0, page, used + Short.BYTES, encoded.length);
        used += Short.BYTES + encoded.length;
    }

    private void grow() {
        int length = owners.length * 2;
        owners = Arrays.copyOf(owners, length);
        pages = Arrays.copyOf(pages, length);
        offsets = Arrays.copyOf(offsets, length);
        slots = new int[length * 2];
        for (int entry = 0; entry < count; entry++) {
            byte[] page = bytes[pages[entry]];
            int from = offsets[entry] + Short.BYTES;
            slots[slot(Arrays.copyOfRange(page, from, from + length(page, offsets[entry])))] = entry + 1;
        }
    }

    /** The slot of the key, or the free one in which it would be. */
    private int slot(byte[] key) {
        int mask = slots.length - 1;
        int hash = Arrays.hashCode(key) * 0x9E3779B9; // spreads what differs in its last characters only
        int slot = (hash ^ hash >>> Short.SIZE) & mask;
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, key)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean isAt(int entry, byte[] key) {
        byte[] page = bytes[pages[entry]];
        int at = offsets[entry];
        return length(page, at) == key.length
                && Arrays.equals(page, at + Short.BYTES, at + Short.BYTES + key.length, key, 0, key.length);
    }

    private static int length(byte[] page, int at) {
        return (page[at] & 0xFF) << Byte.SIZE | page[at + 1] & 0xFF;
    }
}
