package serai.sources;

import com.azure.core.util.BinaryData;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;

import java.nio.charset.StandardCharsets;

/** The bytes of a message's body, whatever the endpoint that it came from calls bytes. */
final class PayloadBytes {

    private static final String AZURE = "com.azure.core.util.BinaryData";

    private PayloadBytes() {
    }

    /** @throws UnreadableEventException if there is no body, or none that can be had as bytes */
    static byte[] of(Message message) {
        Object body = message.getBody();
        // Camel knows BinaryData only as text, which would put other bytes in the place of those that aren't UTF-8.
        if (body != null && body.getClass().getName().equals(AZURE)) {
            return Azure.bytes(body);
        }
        // Decoders read UTF-8; Camel would write the text in whatever charset the exchange names.
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            byte[] bytes = message.getBody(byte[].class);
            if (bytes != null) {
                return bytes;
            }
        } catch (TypeConversionException e) {
            // Its message quotes the body.
        }
        throw UnreadableEventException.notBytes();
    }

    /** A class of its own: it is loaded only where the Azure SDK is. */
    private static final class Azure {

        static byte[] bytes(Object body) {
            return ((BinaryData) body).toBytes();
        }
    }
}
