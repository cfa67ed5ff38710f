package serai.model;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Decides by ids which events are the same event: Idempotent Receiver (EIP). An id is a UUID of version 5 (RFC 9562, section
 * 5.5), made only from what the source has sent, so that no setting of a destination can change it.
 */
public final class Identity {

    /** The namespace of all ids: a random UUID that must never change. */
    static final UUID NAMESPACE = UUID.fromString("5e7a1b0c-94c2-4d1e-8a37-0f6d2c51b9e4");

    private static final int LENGTH_USUAL = 256;

    private Identity() {
    }

    /**
     * The id of a decoded event. Blanks around a part do not count.
     *
     * @param source  the source's name
     * @param type    Serai's name of the type
     * @param learner the platform's stable id of the learner
     * @param object  id of the activity; empty for a login
     * @param rawTime the time as the source wrote it
     */
    public static UUID of(String source, String type, String learner, String object, String rawTime) {
        return nameBased(jsonArray(source, type, learner, object, rawTime));
    }

    /** The id of an event of an unknown type, made from its bytes, because nothing else is known about it. */
    public static UUID ofUnknown(String source, Payload raw) {
        return nameBased(jsonArray(source, HexFormat.of().formatHex(Digest.sha256(raw.bytes()))));
    }

    /** The id of an entity that is derived from an event, such as the attempt at an exam. */
    public static UUID of(UUID event, String what) {
        return nameBased(jsonArray(event.toString(), what));
    }

    private static byte[] jsonArray(String... parts) {
        JsonBytes json = new JsonBytes(LENGTH_USUAL);
        json.bracket('[');
        for (String part : parts) {
            json.next();
            json.text(part.strip());
        }
        json.bracket(']');
        return json.toBytes();
    }

    static UUID nameBased(byte[] text) {
        ByteBuffer input = ByteBuffer.allocate(16 + text.length)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .put(text);
        ByteBuffer hash = ByteBuffer.wrap(Digest.sha1(input.array()));
        long high = hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x5000L;
        long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
