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
 * Stands in front of the library that reads a connection's requests, and lets it have only what cannot be read in two ways. The
 * first request that can is answered 400 by the server, in its turn, and nothing that follows is read.
 *
 * <p>Ends a connection so that its last answer arrives though its sender still sends (RFC 9112, section 9.6): what comes then is
 * thrown away, for {@value #LINGER_MAX_SECONDS} s and {@value #LINGER_MAX_BYTES} bytes at most.
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

    /** To be called for each connection of HTTP/1.1 before its first byte is read: in a server's connection handler. */
    public static void only(HttpConnection connection) {
        channel(connection).pipeline().addBefore("httpDecoder", "unambiguous", new UnambiguousRequests())
                .addBefore("handler", "last", new NothingBehindTheLast());
    }

    /**
     * The answer that is written next is the connection's last: nothing that still comes is read, and it is closed once the answer
     * is written and the server, or its sender, closes it. Does nothing where {@link #only} was not called. On its event loop.
     */
    public static void end(HttpConnection connection) {
        UnambiguousRequests here = channel(connection).pipeline().get(UnambiguousRequests.class);
        if (here != null) {
            here.over = true;
        }
    }

    /** Answers what is no request, of which Vert.x has told, and closes its connection: a server's handler for these. */
    public static void refuse(HttpServerRequest request) {
        end(request.connection());
        request.response().setStatusCode(status(request).code()).putHeader(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE).end(why(request))
                .onComplete(written -> request.connection().close());
    }

    /** What Vert.x would answer: 414 and 431 to what is too long, 400 to all else. */
    public static HttpResponseStatus status(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE : HttpResponseStatus.BAD_REQUEST;
    }

    /** What its sender may be told. */
    public static String why(HttpServerRequest request) {
        return request.decoderResult().cause() instanceof AmbiguousRequestException ambiguous
                ? "this is no request of HTTP/1.1 (RFC 9112): " + ambiguous.getMessage() : status(request).reasonPhrase();
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
            if (framing.wrong() == null) {
                context.fireChannelRead(bytes);
            } else {
                over = true;
                refuse(context, bytes, right);
            }
        }
    }

    private void throwAway(ChannelHandlerContext context, ByteBuf bytes) {
        thrownAway += bytes.readableBytes();
        bytes.release();
        if (closing && thrownAway > LINGER_MAX_BYTES) {
            context.close(); // passes by our own
        }
    }

    private void refuse(ChannelHandlerContext context, ByteBuf bytes, int right) {
        if (right > 0) {
            context.fireChannelRead(bytes.readRetainedSlice(right));
        }
        ReferenceCountUtil.release(bytes);
        DecoderResult why = DecoderResult.failure(new AmbiguousRequestException(framing.wrong()));
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
            context.close(promise);
            return;
        }
        context.channel().closeFuture().addListener(unused -> promise.trySuccess());
        if (closing) {
            return; // Vert.x, and whoever has written the last answer, both close
        }
        closing = true;
        context.flush();
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (context.channel() instanceof DuplexChannel channel) {
            channel.shutdownOutput();
        }
        context.channel().config().setAutoRead(true);
        context.executor().schedule(() -> context.close(), LINGER_MAX_SECONDS, TimeUnit.SECONDS);
    }
}
