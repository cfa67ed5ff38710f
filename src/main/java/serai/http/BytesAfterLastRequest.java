package serai.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Discards the bytes that come after the last request of a connection. Vert.x skips them without releasing their memory, so
 * that a few thousand connections of any sender could use up all the memory for reading.
 */
final class BytesAfterLastRequest extends ChannelInboundHandlerAdapter {

    private boolean isLast;
    private boolean over;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            isLast = !isFollowed(request);
        }
        over = isLast && message instanceof LastHttpContent;
        context.fireChannelRead(message);
    }

    /** Whether another request may follow on the connection, by the same rule as Vert.x. */
    private static boolean isFollowed(HttpRequest request) {
        return request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                ? request.headers().contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true)
                : !request.headers().contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
    }
}
