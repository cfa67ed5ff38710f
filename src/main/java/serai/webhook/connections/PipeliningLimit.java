package serai.webhook.connections;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

/**
 * Takes no request from a connection while an earlier one has no answer, or while the sender does not read its answers. Vert.x
 * would take all requests and keep them and their answers in memory, which one connection could fill.
 *
 * <p>Bytes that were read from the socket by then are kept, and nothing more is read, so that the sender has to wait. At most
 * the head of one more request is decoded already. The body of a request that is being answered is read as usual. All of this
 * runs on the connection's event loop.
 */
final class PipeliningLimit extends ChannelDuplexHandler {

    private final HttpRequestDecoder decoder;
    private final Queue<Object> held = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext added; // null until the channel has this handler
    private ByteBuf undecoded = Unpooled.EMPTY_BUFFER;
    private int unanswered;
    private boolean whole = true;
    private boolean feeding;
    private boolean stopped;
    private boolean paused;
    private boolean goesOn;
    private boolean closing;

    private PipeliningLimit(HttpRequestDecoder decoder) {
        this.decoder = decoder;
        // Keeps a reference to the bytes that the decoder has not decoded yet.
        decoder.setCumulator(
                (allocator, before, more) -> undecoded = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, before, more));
    }

    /**
     * Adds the handlers next to the decoder. The caller calls this before anything is read from the channel, and after it has
     * added all other handlers of incoming bytes.
     */
    static void on(Channel channel) {
        HttpRequestDecoder decoder = channel.pipeline().get(HttpRequestDecoder.class);
        PipeliningLimit gate = new PipeliningLimit(decoder);
        channel.pipeline().addBefore("httpDecoder", "gate", gate);
        channel.pipeline().addBefore("handler", "requests", gate.new Requests());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        added = context;
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(added, "not added to a channel yet");
    }

    /**
     * Closes the channel without waiting for unwritten answers. Vert.x would wait for them, so that a sender that does not read
     * would keep its place.
     */
    static void cut(Channel channel) {
        ChannelHandlerContext gate = channel.pipeline().context(PipeliningLimit.class);
        if (gate == null) {
            var unused = channel.close(); // still in its handshake
        } else {
            gate.executor().execute(() -> {
                ((PipeliningLimit) gate.handler()).end();
                var unused = gate.close();
            });
        }
    }

    private boolean mustWait() {
        return unanswered > (whole ? 0 : 1) || !context().channel().isWritable();
    }

    private boolean hasMore() {
        return stopped || !held.isEmpty();
    }

    @Override
    public void channelRead(ChannelHandlerContext unused, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
        } else if (hasMore() || mustWait()) {
            held.add(message);
            pause();
        } else {
            feed(message);
        }
    }

    private void feed(Object message) {
        feeding = true;
        context().fireChannelRead(message);
        feeding = false;
    }

    private void pause() {
        paused = true;
        context().channel().config().setAutoRead(false);
    }

    /** Suppresses reads that Vert.x requests while this handler is paused. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (paused) {
            context.channel().config().setAutoRead(false);
        } else {
            context.read();
        }
    }

    /** Goes on later, because the caller is in the middle of reading or writing. */
    private void goOnLater() {
        if (hasMore() && !goesOn && !mustWait()) {
            goesOn = true;
            context().executor().execute(this::goOn);
        }
    }

    private void goOn() {
        goesOn = false;
        if (closing || !hasMore()) {
            return;
        }
        while (hasMore() && !mustWait() && !closing) {
            if (stopped) {
                stopped = false;
                decoder.setSingleDecode(false);
                feed(Unpooled.EMPTY_BUFFER);
            } else {
                feed(held.remove());
            }
        }
        context().fireChannelReadComplete(); // Vert.x flushes its answers then
        if (!hasMore() && paused) {
            paused = false;
            Channel channel = context().channel();
            channel.config().setAutoRead(!HeldRequest.isHeld(channel)); // HeldRequest sets it only once
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        goOnLater();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        end();
        var unused = context.close(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        end();
    }

    private void end() {
        closing = true;
        paused = false;
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    /** The handler behind the decoder: counts requests and their answers. */
    private final class Requests extends ChannelDuplexHandler {

        @Override
        public void channelRead(ChannelHandlerContext here, Object message) {
            if (message instanceof HttpRequest) {
                unanswered++;
                whole = false;
            }
            if (message instanceof LastHttpContent) {
                whole = true;
                if (mustWait() && undecoded.isReadable()) {
                    stopped = true;
                    decoder.setSingleDecode(true);
                }
            }
            here.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext here, Object message, ChannelPromise promise) {
            boolean ends = message instanceof LastHttpContent && !(message instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL);
            var unused = here.write(message, promise);
            if (ends && unanswered > 0) {
                unanswered--;
                if (feeding && stopped && !mustWait()) { // the decoder is still decoding
                    stopped = false;
                    decoder.setSingleDecode(false);
                } else {
                    goOnLater();
                }
            }
        }
    }
}
