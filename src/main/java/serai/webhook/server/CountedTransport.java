package serai.webhook.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.impl.transports.JDKTransport;

/** Asks {@link Connections#accept} for each connection when it is made: Vert.x tells of one only when its handshake is done. */
final class CountedTransport extends JDKTransport {

    private final Connections connections;

    CountedTransport(Connections connections) {
        this.connections = connections;
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
            if (connections.accept(made)) {
                context.fireChannelRead(made);
            } else {
                made.unsafe().closeForcibly(); // it belongs to no event loop yet, on which it could be closed
            }
        }
    }
}
