package org.apache.camel.component.platform.http.vertx;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets an engine of ours read heads and write answers just as Camel's does: {@code VertxPlatformHttpSupport} can be called from
 * its own package only. It is the one class of ours that stands here.
 */
public final class ResponseBridge {

    private ResponseBridge() {
    }

    /** Puts what the head of the request says into the message. */
    public static void readHead(RoutingContext request, Exchange exchange, Message message, HeaderFilterStrategy filter) {
        VertxPlatformHttpSupport.populateCamelHeaders(request, message.getHeaders(), exchange, filter);
    }

    /** Writes the exchange's message, or its failure, as the answer; completes when it is written. */
    public static Future<Void> write(RoutingContext request, Exchange exchange, HeaderFilterStrategy filter, boolean mute) {
        return VertxPlatformHttpSupport.writeResponse(request, exchange, filter, mute);
    }
}
