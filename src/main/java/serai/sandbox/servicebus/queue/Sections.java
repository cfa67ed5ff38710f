package serai.sandbox.servicebus.queue;

import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as bytes: the sections of AMQP 1.0 (part 3, section 3.2), read and written one by one. Proton's own message class
 * keeps only the first Data section, but a batch has one for each of its messages.
 */
public final class Sections {

    private static final ThreadLocal<Sections> OF_THIS_THREAD = ThreadLocal.withInitial(Sections::new);

    private final DecoderImpl decoder = new DecoderImpl();
    private final EncoderImpl encoder = new EncoderImpl(decoder);
    private ByteBuffer scratch = ByteBuffer.allocate(8 << 10);

    private Sections() {
        AMQPDefinedTypes.registerAllTypes(decoder, encoder);
    }

    /** One section, with its range in the message's bytes. */
    record Section(Object value, int from, int to) {
    }

    /**
     * The sections of a message, in order.
     *
     * @throws RuntimeException if the bytes aren't a message; the decoder throws exceptions of several classes
     */
    static List<Section> read(byte[] message) {
        return OF_THIS_THREAD.get().decode(message);
    }

    /** Writes the sections as bytes, followed by sections that are encoded already. */
    public static byte[] write(List<?> sections, byte[] encoded) {
        return OF_THIS_THREAD.get().encode(sections, encoded);
    }

    /**
     * The messages in a batch: each is the content of a Data section.
     *
     * @throws RuntimeException as {@link #read}
     */
    public static List<byte[]> messagesOf(byte[] batch) {
        return read(batch).stream()
                .map(Section::value)
                .filter(Data.class::isInstance)
                .map(section -> bytes(((Data) section).getValue()))
                .toList();
    }

    private static byte[] bytes(Binary binary) {
        byte[] copy = new byte[binary.getLength()];
        System.arraycopy(binary.getArray(), binary.getArrayOffset(), copy, 0, copy.length);
        return copy;
    }

    private List<Section> decode(byte[] message) {
        ByteBuffer buffer = ByteBuffer.wrap(message);
        decoder.setByteBuffer(buffer);
        List<Section> sections = new ArrayList<>();
        while (buffer.hasRemaining()) {
            int from = buffer.position();
            Object value = decoder.readObject();
            sections.add(new Section(value, from, buffer.position()));
        }
        return sections;
    }

    private byte[] encode(List<?> sections, byte[] encoded) {
        while (true) {
            try {
                scratch.clear();
                encoder.setByteBuffer(scratch);
                sections.forEach(encoder::writeObject);
                return ByteBuffer.allocate(scratch.position() + encoded.length)
                        .put(scratch.flip()).put(encoded).array();
            } catch (BufferOverflowException e) {
                // The encoder neither grows its buffer nor tells the length in advance, so try again with a larger one.
                scratch = ByteBuffer.allocate(2 * scratch.capacity());
            }
        }
    }
}
