package serai.webhook.server;

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

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Takes no request from a connection while one before it has no answer, or while answers wait that its sender doesn't read. Vert.x
 * takes whatever comes, and keeps it, and its answers, in memory: one connection is enough to fill that.
 *
 * <p>What has been read from the socket by then waits as bytes, and nothing more is read: the sender has to wait. At most the head
 * of one more request is taken apart already. Bodies of a request that is being answered flow as ever. All on the connection's
 * event loop.
 */
final class OneRequestAtATime extends ChannelDuplexHandler {

    private final HttpRequestDecoder decoder;
    private final Queue<Object> held = new ArrayDeque<>();
    private ChannelHandlerContext context;
    private ByteBuf undecoded = Unpooled.EMPTY_BUFFER;
    private int unanswered;
    private boolean whole = true;
    private boolean feeding;
    private boolean stopped;
    private boolean paused;
    private boolean goesOn;
    private boolean closing;

    private OneRequestAtATime(HttpRequestDecoder decoder) {
        this.decoder = decoder;
        // So that we know whether the decoder has something left.
        decoder.setCumulator((allocator, before, more) -> undecoded = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, before, more));
    }

    /** To be called before anything is read from it, and after whatever else looks at what comes: this stands next to the decoder. */
    static void on(Channel channel) {
        HttpRequestDecoder decoder = channel.pipeline().get(HttpRequestDecoder.class);
        OneRequestAtATime gate = new OneRequestAtATime(decoder);
        channel.pipeline().addBefore("httpDecoder", "gate", gate);
        channel.pipeline().addBefore("handler", "requests", gate.new Requests());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Closes it, whatever is not written yet: Vert.x would wait for that, and who doesn't read would keep its place. */
    static void cut(Channel channel) {
        ChannelHandlerContext gate = channel.pipeline().context(OneRequestAtATime.class);
        if (gate == null) {
            channel.close(); // in the middle of its handshake
        } else {
            gate.executor().execute(() -> {
                ((OneRequestAtATime) gate.handler()).end();
                gate.close();
            });
        }
    }

    private boolean mustWait() {
        return unanswered > (whole ? 0 : 1) || !context.channel().isWritable();
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
        context.fireChannelRead(message);
        feeding = false;
    }

    private void pause() {
        paused = true;
        context.channel().config().setAutoRead(false);
    }

    /** Vert.x reads on when it likes to; while we wait, it doesn't. */
    @Override
    public void read(ChannelHandlerContext unused) {
        if (paused) {
            context.channel().config().setAutoRead(false);
        } else {
            context.read();
        }
    }

    /** Later, since whoever tells us is in the middle of something. */
    private void goOnLater() {
        if (hasMore() && !goesOn && !mustWait()) {
            goesOn = true;
            context.executor().execute(this::goOn);
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
        context.fireChannelReadComplete(); // Vert.x writes then
        if (!hasMore() && paused) {
            paused = false;
            context.channel().config().setAutoRead(!HeldRequest.isHeld(context.channel())); // who holds it has said so once, and does not again
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext unused) {
        goOnLater();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void close(ChannelHandlerContext unused, ChannelPromise promise) {
        end();
        context.close(promise);
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

    /** Behind the decoder: counts requests and their answers. */
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
            here.write(message, promise);
            if (ends && unanswered > 0) {
                unanswered--;
                if (feeding && stopped && !mustWait()) { // the decoder is still at it
                    stopped = false;
                    decoder.setSingleDecode(false);
                } else {
                    goOnLater();
                }
            }
        }
    }
}
