package serai.sandbox.servicebus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connection: connects a socket, Proton's engine and the links. */
final class AmqpConnection {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpConnection.class);
    private static final int FRAME_BYTES_MAX = 64 << 10;
    private static final int SESSIONS_MAX = 256;
    private static final int SESSION_BYTES_MAX = 16 << 20;
    private static final int IDLE_MILLIS_MAX = 120_000;

    private final NetSocket socket;
    private final EventLoop loop;
    private final Transport transport = Transport.Factory.create();
    private final Connection connection = Connection.Factory.create();
    private final Collector collector = Collector.Factory.create();
    private final ConnectionLinks links;
    private boolean flushing;
    private boolean stalled;
    private boolean closed;

    AmqpConnection(NetSocket socket, EventLoop loop, Entities entities) {
        this.socket = socket;
        this.loop = loop;
        this.links = new ConnectionLinks(this, entities);
        connection.collect(collector);
        // Proton accepts a frame size only before its SASL layer exists.
        transport.setMaxFrameSize(FRAME_BYTES_MAX);
        transport.setChannelMax(SESSIONS_MAX - 1);
        transport.setIdleTimeout(IDLE_MILLIS_MAX);
        transport.setEmitFlowEventOnSend(false);
        Sasl sasl = transport.sasl();
        sasl.server();
        sasl.setMechanisms("MSSBCBS", "ANONYMOUS", "PLAIN", "EXTERNAL");
        sasl.setListener(new AcceptAllSasl());
        transport.bind(connection);
        socket.handler(this::receive);
        socket.drainHandler(none -> links.deliver());
        socket.exceptionHandler(e -> LOG.debug("connection {}: {}", socket.remoteAddress(), e.toString()));
    }

    private void receive(Buffer buffer) {
        byte[] bytes = buffer.getBytes();
        try {
            int taken = 0;
            while (taken < bytes.length && transport.capacity() > 0) {
                int length = Math.min(transport.capacity(), bytes.length - taken);
                transport.tail().put(bytes, taken, length);
                transport.process();
                taken += length;
                handleEvents();
            }
            links.deliver();
            flushSoon();
        } catch (RuntimeException e) {
            LOG.debug("connection {} is closed because of what it sent", socket.remoteAddress(), e);
            socket.close();
        }
    }

    private void handleEvents() {
        for (Event event = collector.peek(); event != null; event = collector.peek()) {
            handle(event);
            collector.pop();
        }
    }

    private void handle(Event event) {
        switch (event.getType()) {
            case CONNECTION_REMOTE_OPEN -> {
                connection.setContainer("serai-sandbox");
                connection.open();
            }
            case CONNECTION_REMOTE_CLOSE -> connection.close();
            case SESSION_REMOTE_OPEN -> {
                event.getSession().setIncomingCapacity(SESSION_BYTES_MAX);
                event.getSession().open();
            }
            case SESSION_REMOTE_CLOSE -> close(event.getSession());
            case LINK_REMOTE_OPEN -> links.attach(event.getLink());
            case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> links.detach(event.getLink());
            case DELIVERY -> links.onDelivery(event.getDelivery());
            case TRANSPORT_ERROR -> LOG.debug("connection {}: {}", socket.remoteAddress(), transport.getCondition());
            default -> LOG.trace("connection {}: {}", socket.remoteAddress(), event.getType());
        }
    }

    private void close(Session session) {
        links.detachAll(session);
        session.close();
        session.free();
    }

    /** Whether the client reads fast enough. */
    boolean keepsUp() {
        return !closed && !stalled && !socket.writeQueueFull();
    }

    /** Writes Proton's output after all tasks that are due now. */
    void flushSoon() {
        if (!flushing) {
            flushing = true;
            loop.soon(() -> {
                flushing = false;
                flush();
            });
        }
    }

    private void flush() {
        if (closed || stalled) {
            return;
        }
        try {
            write();
        } catch (IllegalStateException e) {
            // Proton had output for a link that both sides have closed meanwhile; nobody waits for it.
            LOG.debug("A connection is given up", e);
            socket.close();
        }
    }

    private void write() {
        int pending = transport.pending();
        while (pending > 0) {
            byte[] bytes = new byte[pending];
            transport.head().get(bytes);
            transport.pop(pending);
            socket.write(Buffer.buffer(bytes));
            pending = transport.pending();
        }
        if (pending == Transport.END_OF_STREAM) {
            socket.close();
        }
    }

    /** Sends a heartbeat when one is due, and gives up a client that has been silent for too long. */
    void tick(long millis) {
        if (!closed && !stalled) {
            transport.tick(millis);
            flush();
        }
    }

    /** Stops reading and writing, as if the network were silent. */
    void stall() {
        stalled = true;
        socket.pause();
    }

    /** Continues after {@link #stall}. */
    void resume() {
        stalled = false;
        socket.resume();
        links.deliver();
        flushSoon();
    }

    /** Closes the connection with AMQP's close frame. */
    void close() {
        connection.setCondition(Errors.closing());
        connection.close();
        flush();
        socket.close();
    }

    /** Closes the socket without a close frame, as a broken network does. */
    void drop() {
        socket.close();
    }

    /** Cleans up after the socket is closed. Locks on messages remain. */
    void onClosed() {
        closed = true;
        links.detachAll();
        transport.unbind();
        connection.free();
    }
}
