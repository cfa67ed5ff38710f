package serai.model;

import java.util.Arrays;

/** Bytes exactly as a source sent them. Personal data: {@link #toString} shows only their number. */
public final class Payload {

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes used without a copy: the caller must not change them afterwards */
    public static Payload of(byte[] bytes) {
        return new Payload(bytes);
    }

    /** The bytes themselves, not a copy: they must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
