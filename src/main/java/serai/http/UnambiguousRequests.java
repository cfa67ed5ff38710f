package serai.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

import java.util.concurrent.TimeUnit;

/**
 * A handler in front of the library that reads a connection's requests. It passes on only requests that can't be read in two
 * ways. The server answers the first other request with 400, after the requests before it, and reads nothing that follows.
 *
 * <p>It ends a connection so that the last answer arrives even if the sender is still sending (RFC 9112, section 9.6): it
 * discards the bytes that come, for {@value #LINGER_MAX_SECONDS} s and {@value #LINGER_MAX_BYTES} bytes at the most.
 */
public final class UnambiguousRequests extends ChannelDuplexHandler {

    static final int LINGER_MAX_BYTES = 256 * 1024;
    static final int LINGER_MAX_SECONDS = 2;

    private final RequestFraming framing = new RequestFraming();
    private boolean over;
    private boolean closing;
    private long thrownAway;

    private UnambiguousRequests() {
    }

    /**
     * Adds the handler to a connection. A server's connection handler calls this for each connection of HTTP/1.1, before its
     * first byte is read.
     */
    public static void only(HttpConnection connection) {
        channel(connection).pipeline().addBefore("httpDecoder", "unambiguous", new UnambiguousRequests())
                .addBefore("handler", "last", new BytesAfterLastRequest());
    }

    /**
     * Makes the next answer the connection's last: nothing more is read. The connection is closed after the answer is written,
     * when the server or the sender closes it. Does nothing if {@link #only} was not called. Called on the connection's event
     * loop.
     */
    public static void end(HttpConnection connection) {
        UnambiguousRequests here = channel(connection).pipeline().get(UnambiguousRequests.class);
        if (here != null) {
            here.over = true;
        }
    }

    /** Answers an invalid request that Vert.x has reported, and closes its connection: a server's handler for invalid requests. */
    public static void refuse(HttpServerRequest request) {
        end(request.connection());
        request.response().setStatusCode(status(request).code())
                .putHeader(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE).end(why(request))
                .onComplete(written -> request.connection().close());
    }

    /** The status that Vert.x would answer: 414 or 431 if the request's line or its headers are too long, otherwise 400. */
    public static HttpResponseStatus status(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE : HttpResponseStatus.BAD_REQUEST;
    }

    /** The reason that the sender may see. */
    public static String why(HttpServerRequest request) {
        return request.decoderResult().cause() instanceof AmbiguousRequestException ambiguous
                ? "this is not an HTTP/1.1 request (RFC 9112): " + ambiguous.getMessage() : status(request).reasonPhrase();
    }

    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
        } else if (over) {
            throwAway(context, bytes);
        } else {
            int right = framing.follow(bytes);
            String wrong = framing.wrong();
            if (wrong == null) {
                context.fireChannelRead(bytes);
            } else {
                over = true;
                refuse(context, bytes, right, wrong);
            }
        }
    }

    private void throwAway(ChannelHandlerContext context, ByteBuf bytes) {
        thrownAway += bytes.readableBytes();
        bytes.release();
        if (closing && thrownAway > LINGER_MAX_BYTES) {
            var unused = context.close(); // does not call this handler's own close
        }
    }

    private void refuse(ChannelHandlerContext context, ByteBuf bytes, int right, String wrong) {
        if (right > 0) {
            context.fireChannelRead(bytes.readRetainedSlice(right));
        }
        ReferenceCountUtil.release(bytes);
        DecoderResult why = DecoderResult.failure(new AmbiguousRequestException(wrong));
        if (framing.isBehindHead()) {
            DefaultLastHttpContent body = new DefaultLastHttpContent();
            body.setDecoderResult(why);
            context.fireChannelRead(body);
        } else {
            DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
            request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            request.setDecoderResult(why);
            context.fireChannelRead(request);
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (!closing && (!over || !context.channel().isActive())) {
            var unused = context.close(promise);
            return;
        }
        context.channel().closeFuture().addListener(unused -> promise.trySuccess());
        if (closing) {
            return; // Vert.x and the writer of the last answer both close
        }
        closing = true;
        context.flush();
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (tls != null) {
            var unused = tls.closeOutbound();
        } else if (context.channel() instanceof DuplexChannel channel) {
            var unused = channel.shutdownOutput();
        }
        context.channel().config().setAutoRead(true);
        var unused = context.executor().schedule(() -> {
            var unusedToo = context.close();
        }, LINGER_MAX_SECONDS, TimeUnit.SECONDS);
    }
}
