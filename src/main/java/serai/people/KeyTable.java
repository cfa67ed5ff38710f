package serai.people;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What people are found by, and whose it is: a hash table without an object for each key, since a million people have some three
 * million. Keys are compared in full, once their hashes are equal: what is looked at first, slot and entry, is in one place each,
 * for a search waits for memory and for little else. A key of two people is known to be nobody's. Filled by one thread; then,
 * unchanged, safe for use by several.
 */
final class KeyTable {

    /** Of a key that nobody has. */
    static final int NONE = -1;
    /** Of a key that several people have. */
    static final int SEVERAL = -2;

    private static final int PAGE_BITS = 20;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int SLOTS_MIN = 1 << 10;
    /** Positions are numbers of 31 bits. */
    private static final int PAGES_MAX = 1 << Integer.SIZE - 1 - PAGE_BITS;
    private static final byte[] NO_KEY = {};
    private static final long LOW = 0xFFFF_FFFFL;

    /** A hash in the upper half; in the lower one the number of the entry, from 1; 0 for a free slot. */
    private long[] slots = new long[SLOTS_MIN];
    /** The owner in the upper half, and where the key is in the lower one. */
    private long[] entries = new long[SLOTS_MIN / 2];
    private byte[][] bytes = {};
    private int used = PAGE;
    private int count;

    /** Notes that a person, by number from 0, has a key. */
    void put(String key, int owner) {
        byte[] encoded = key.getBytes(StandardCharsets.UTF_8);
        int hash = hash(encoded);
        int slot = slot(encoded, hash);
        if (slots[slot] != 0) {
            int entry = entry(slot);
            if (owner(entry) != owner) {
                entries[entry] = entry(SEVERAL, position(entry));
            }
            return;
        }
        if (count == entries.length) {
            grow();
            slot = slot(encoded, hash);
        }
        entries[count] = entry(owner, store(encoded));
        slots[slot] = (long) hash << Integer.SIZE | ++count;
    }

    /** The number of the person who has that key; {@link #NONE} or {@link #SEVERAL}. */
    int owner(String key) {
        return owner(key.getBytes(StandardCharsets.UTF_8));
    }

    private int owner(byte[] encoded) {
        int slot = slot(encoded, hash(encoded));
        return slots[slot] == 0 ? NONE : owner(entry(slot));
    }

    /**
     * As {@link #owner} of each key; {@link #NONE} where there is no key. One after the other, each would wait for the memory of its
     * slot, its entry and its bytes; step by step for all of them, the processor waits for many at a time.
     */
    int[] owners(@Nullable String[] keys) {
        byte[][] encoded = new byte[keys.length][];
        int[] at = new int[keys.length];
        int mask = slots.length - 1;
        for (int i = 0; i < keys.length; i++) {
            String key = keys[i];
            encoded[i] = key == null ? NO_KEY : key.getBytes(StandardCharsets.UTF_8);
            at[i] = first(hash(encoded[i]), mask);
        }
        for (int i = 0; i < keys.length; i++) {
            at[i] = (int) (slots[at[i]] & LOW) - 1;
        }
        int[] owners = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            long entry = at[i] < 0 ? 0 : entries[at[i]];
            owners[i] = at[i] < 0 ? NONE : (int) (entry >> Integer.SIZE);
            at[i] = (int) (entry & LOW);
        }
        int[] lengths = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            lengths[i] = owners[i] == NONE ? 0 : length(at[i]);
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == null) {
                owners[i] = NONE;
            } else if (owners[i] != NONE && !(lengths[i] == encoded[i].length && isAt(at[i], encoded[i]))) {
                owners[i] = owner(encoded[i]); // another key has that slot
            }
        }
        return owners;
    }

    private int entry(int slot) {
        return (int) (slots[slot] & LOW) - 1;
    }

    private static long entry(int owner, int position) {
        return (long) owner << Integer.SIZE | position;
    }

    private int owner(int entry) {
        return (int) (entries[entry] >> Integer.SIZE);
    }

    private int position(int entry) {
        return (int) (entries[entry] & LOW);
    }

    /** Where it is, by page and place in it. */
    private int store(byte[] encoded) {
        if (encoded.length + Short.BYTES > PAGE) {
            throw new IllegalArgumentException("a key of %s bytes".formatted(encoded.length));
        }
        if (used + Short.BYTES + encoded.length > PAGE) {
            if (bytes.length == PAGES_MAX) {
                throw new IllegalStateException("the people's ids, addresses and numbers take more than 2 GB");
            }
            bytes = Arrays.copyOf(bytes, bytes.length + 1);
            bytes[bytes.length - 1] = new byte[PAGE];
            used = 0;
        }
        byte[] page = bytes[bytes.length - 1];
        int position = bytes.length - 1 << PAGE_BITS | used;
        page[used] = (byte) (encoded.length >> Byte.SIZE);
        page[used + 1] = (byte) encoded.length;
        System.arraycopy(encoded, 0, page, used + Short.BYTES, encoded.length);
        used += Short.BYTES + encoded.length;
        return position;
    }

    /** No key is looked at: the slots have the hashes. */
    private void grow() {
        entries = Arrays.copyOf(entries, entries.length * 2);
        long[] before = slots;
        slots = new long[before.length * 2];
        int mask = slots.length - 1;
        for (long one : before) {
            if (one != 0) {
                int slot = first((int) (one >> Integer.SIZE), mask);
                while (slots[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = one;
            }
        }
    }

    private static int hash(byte[] key) {
        return Arrays.hashCode(key) * 0x9E3779B9; // spreads what differs in its last characters only
    }

    private static int first(int hash, int mask) {
        return (hash ^ hash >>> Short.SIZE) & mask;
    }

    /** The slot of the key, or the free one in which it would be. */
    private int slot(byte[] key, int hash) {
        int mask = slots.length - 1;
        int slot = first(hash, mask);
        while (slots[slot] != 0 && !((int) (slots[slot] >> Integer.SIZE) == hash && isAt(position(entry(slot)), key))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int length(int position) {
        byte[] page = bytes[position >>> PAGE_BITS];
        int at = position & PAGE - 1;
        return (page[at] & 0xFF) << Byte.SIZE | page[at + 1] & 0xFF;
    }

    private boolean isAt(int position, byte[] key) {
        byte[] page = bytes[position >>> PAGE_BITS];
        int at = position & PAGE - 1;
        return length(position) == key.length
                && Arrays.equals(page, at + Short.BYTES, at + Short.BYTES + key.length, key, 0, key.length);
    }
}
