package serai.sandbox.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets programs on this machine use the sandbox, but not web pages in a browser. A page of another site is recognised by
 * {@code Origin} (Fetch Standard, section 3.2); a page whose name resolves to this machine (DNS rebinding), by {@code Host}.
 */
public final class RequestOrigin implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String host = request.getHeader(HttpHeaderNames.HOST);
        String origin = request.getHeader(HttpHeaderNames.ORIGIN);
        if (host == null || !Loopback.isHostAndPort(host)) {
            context.fail(
                    new ClientErrorException(421, "the sandbox is on loopback only; send it a loopback Host, such as 127.0.0.1"));
        } else if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
            context.fail(new ClientErrorException(403, "the sandbox does not answer pages of another origin"));
        } else {
            context.next();
        }
    }
}
