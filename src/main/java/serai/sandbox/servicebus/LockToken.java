package serai.sandbox.servicebus;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A lock's token as a delivery tag. Service Bus writes it as .NET writes a Guid: the first three groups in little-endian order,
 * the others unchanged.
 */
final class LockToken {

    private LockToken() {
    }

    static byte[] deliveryTag(UUID token) {
        long high = token.getMostSignificantBits();
        return ByteBuffer.allocate(16)
                .putInt(Integer.reverseBytes((int) (high >>> 32)))
                .putShort(Short.reverseBytes((short) (high >>> 16)))
                .putShort(Short.reverseBytes((short) high))
                .putLong(token.getLeastSignificantBits())
                .array();
    }
}
