package serai.sources;

import com.azure.core.util.BinaryData;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;

import java.nio.charset.StandardCharsets;

/** Reads the bytes of a message's body, in whichever Java type the endpoint delivers them. */
final class PayloadBytes {

    private static final String AZURE = "com.azure.core.util.BinaryData";

    private PayloadBytes() {
    }

    /** @throws UnreadableEventException if there is no body, or it can't be converted to bytes */
    static byte[] of(Message message) {
        Object body = message.getBody();
        // Camel converts BinaryData only to text, which would replace bytes that aren't UTF-8.
        if (body != null && body.getClass().getName().equals(AZURE)) {
            return Azure.bytes(body);
        }
        // Decoders read UTF-8; Camel would encode the text in the charset that the exchange names.
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            byte[] bytes = message.getBody(byte[].class);
            if (bytes != null) {
                return bytes;
            }
        } catch (TypeConversionException e) {
            // The exception is dropped because its message quotes the body.
        }
        throw UnreadableEventException.notBytes();
    }

    /** A separate class, so that Java loads it only if the Azure SDK is on the class path. */
    private static final class Azure {

        static byte[] bytes(Object body) {
            return ((BinaryData) body).toBytes();
        }
    }
}
