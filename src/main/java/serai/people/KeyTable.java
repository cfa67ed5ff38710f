package serai.people;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A hash table from keys (ids, addresses, phone numbers, refs) to the number of the person who has them. It has no object for each
 * key, since a million people have some three million. Keys with equal hashes are compared in full. A search touches two places in
 * memory, a key's slot and its bytes, and waits for little else. A key that several people have belongs to none of them. Filled by
 * one thread; then, unchanged, safe for use by several.
 */
final class KeyTable {

    /** The owner of a key that nobody has. */
    static final int NONE = -1;
    /** The owner of a key that several people have. */
    static final int SEVERAL = -2;

    private static final int PAGE_BITS = 20;
    private static final int PAGE = 1 << PAGE_BITS;
    /** Bytes of a key's length, which is less than a page's. */
    private static final int LENGTH_BYTES = 3;
    /** Positions are numbers of 31 bits. */
    private static final int PAGES_MAX = 1 << Integer.SIZE - 1 - PAGE_BITS;
    private static final int SLOTS_MIN = 1 << 10;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final byte[] NO_KEY = {};

    /**
     * Two numbers to a slot. The first one has the key's hash in its upper half, and in its lower one where the key is, from 1; 0
     * for a free slot. The second one is the owner.
     */
    private long[] slots = new long[2 * SLOTS_MIN];
    private byte[][] bytes = {};
    private int used = PAGE;
    private int count;

    /** Notes that a person, by number from 0, has a key. */
    void put(String key, int owner) {
        byte[] encoded = key.getBytes(StandardCharsets.UTF_8);
        int hash = hash(encoded);
        int slot = slot(encoded, hash);
        if (slots[slot] != 0) {
            if (slots[slot + 1] != owner) {
                slots[slot + 1] = SEVERAL;
            }
            return;
        }
        if (count >= slots.length / 8 * 3) { // three in four of the slots are used
            grow();
            slot = slot(encoded, hash);
        }
        slots[slot] = (long) hash << Integer.SIZE | store(encoded) + 1;
        slots[slot + 1] = owner;
        count++;
    }

    /** The number of the person who has that key; {@link #NONE} or {@link #SEVERAL}. */
    int owner(String key) {
        return owner(key.getBytes(StandardCharsets.UTF_8));
    }

    private int owner(byte[] encoded) {
        int slot = slot(encoded, hash(encoded));
        return slots[slot] == 0 ? NONE : (int) slots[slot + 1];
    }

    /**
     * As {@link #owner} of each key; {@link #NONE} where there is no key. It takes each step for all keys, so that the processor
     * waits for many places in memory at a time; key after key, it would wait for each slot, and then for its bytes.
     */
    int[] owners(@Nullable String[] keys) {
        byte[][] encoded = new byte[keys.length][];
        int[] hashes = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            String key = keys[i];
            encoded[i] = key == null ? NO_KEY : key.getBytes(StandardCharsets.UTF_8);
            hashes[i] = hash(encoded[i]);
        }
        long[] found = new long[keys.length];
        int[] owners = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int slot = first(hashes[i]);
            found[i] = slots[slot];
            owners[i] = found[i] == 0 ? NONE : (int) slots[slot + 1];
        }
        int[] lengths = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            lengths[i] = found[i] == 0 ? 0 : length(position(found[i]));
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == null) {
                owners[i] = NONE;
            } else if (found[i] != 0 && !(lengths[i] == encoded[i].length && isAt(position(found[i]), encoded[i]))) {
                owners[i] = owner(encoded[i]); // another key has that slot
            }
        }
        return owners;
    }

    private static int position(long slot) {
        return (int) (slot & LOW) - 1;
    }

    /** Stores a key, behind its length; returns its position, made of the page and the place in it. */
    private int store(byte[] encoded) {
        if (encoded.length + LENGTH_BYTES > PAGE) {
            throw new IllegalArgumentException("a key of %s bytes".formatted(encoded.length));
        }
        if (used + LENGTH_BYTES + encoded.length > PAGE) {
            if (bytes.length == PAGES_MAX) {
                throw new IllegalStateException("the people's ids, addresses and numbers take more than 2 GB");
            }
            bytes = Arrays.copyOf(bytes, bytes.length + 1);
            bytes[bytes.length - 1] = new byte[PAGE];
            used = 0;
        }
        byte[] page = bytes[bytes.length - 1];
        int position = bytes.length - 1 << PAGE_BITS | used;
        page[used] = (byte) (encoded.length >> Short.SIZE);
        page[used + 1] = (byte) (encoded.length >> Byte.SIZE);
        page[used + 2] = (byte) encoded.length;
        System.arraycopy(encoded, 0, page, used + LENGTH_BYTES, encoded.length);
        used += LENGTH_BYTES + encoded.length;
        return position;
    }

    /** Doubles the slots. They have the hashes, so no key is read. */
    private void grow() {
        long[] before = slots;
        slots = new long[before.length * 2];
        for (int i = 0; i < before.length; i += 2) {
            if (before[i] != 0) {
                int slot = first((int) (before[i] >> Integer.SIZE));
                while (slots[slot] != 0) {
                    slot = next(slot);
                }
                slots[slot] = before[i];
                slots[slot + 1] = before[i + 1];
            }
        }
    }

    private static int hash(byte[] key) {
        return Arrays.hashCode(key) * 0x9E3779B9; // spreads the hashes of keys that differ in their last characters only
    }

    private int first(int hash) {
        return (hash ^ hash >>> Short.SIZE) << 1 & slots.length - 1;
    }

    private int next(int slot) {
        return slot + 2 & slots.length - 1;
    }

    /** The slot of the key, or the free one in which it would be. */
    private int slot(byte[] key, int hash) {
        int slot = first(hash);
        while (slots[slot] != 0 && !((int) (slots[slot] >> Integer.SIZE) == hash && isAt(position(slots[slot]), key))) {
            slot = next(slot);
        }
        return slot;
    }

    private int length(int position) {
        byte[] page = bytes[position >>> PAGE_BITS];
        int at = position & PAGE - 1;
        return (page[at] & 0xFF) << Short.SIZE | (page[at + 1] & 0xFF) << Byte.SIZE | page[at + 2] & 0xFF;
    }

    private boolean isAt(int position, byte[] key) {
        byte[] page = bytes[position >>> PAGE_BITS];
        int at = position & PAGE - 1;
        return length(position) == key.length
                && Arrays.equals(page, at + LENGTH_BYTES, at + LENGTH_BYTES + key.length, key, 0, key.length);
    }
}
