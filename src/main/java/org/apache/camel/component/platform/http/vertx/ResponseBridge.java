package org.apache.camel.component.platform.http.vertx;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * Lets an engine of ours read heads and write answers just as Camel's does: {@code VertxPlatformHttpSupport} can be called from
 * its own package only. It is the one class of ours that stands here.
 */
public final class ResponseBridge {

    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

    private ResponseBridge() {
    }

    /** Puts what the head of the request says into the message. */
    public static void readHead(RoutingContext request, Exchange exchange, Message message, HeaderFilterStrategy filter) {
        VertxPlatformHttpSupport.populateCamelHeaders(request, message.getHeaders(), exchange, filter);
    }

    /**
     * Writes the exchange's message, or its failure, as the answer; completes when it is written. Of an empty text Camel does not
     * know the length, and writes it in chunks; here its length is 0, so that the answer is one buffer.
     */
    public static Future<Void> write(RoutingContext request, Exchange exchange, HeaderFilterStrategy filter, boolean mute) {
        Message message = exchange.getMessage();
        if ("".equals(message.getBody()) && mayHaveLength(message.getHeader(Exchange.HTTP_RESPONSE_CODE))) {
            message.setBody(NO_BYTES);
        }
        return VertxPlatformHttpSupport.writeResponse(request, exchange, filter, mute);
    }

    /** Whether an answer of that status has a body, even if it is empty (RFC 9110, section 8.6). */
    private static boolean mayHaveLength(@Nullable Object status) {
        return status instanceof Integer code && code >= 200 && code != 204 && code != 205 && code != 304;
    }
}
