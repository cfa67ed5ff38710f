package serai.webhook.connections;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.impl.transports.JDKTransport;

import java.util.function.Predicate;

/**
 * Decides for each connection when it is made whether it may stay, because Vert.x reports a connection only after its
 * handshake.
 */
final class CountedTransport extends JDKTransport {

    private final Predicate<Channel> accept;

    /** @param accept decides whether a connection may stay */
    CountedTransport(Predicate<Channel> accept) {
        this.accept = accept;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return () -> {
            NioServerSocketChannel server = new NioServerSocketChannel();
            server.pipeline().addFirst("counted", new Counted());
            return server;
        };
    }

    private final class Counted extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            Channel made = (Channel) message;
            if (accept.test(made)) {
                context.fireChannelRead(made);
            } else {
                made.unsafe().closeForcibly(); // it has no event loop yet on which it could be closed
            }
        }
    }
}
