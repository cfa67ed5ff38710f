package serai.sandbox.servicebus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.sandbox.servicebus.queue.MessageQueue;

import java.io.IOException;
import java.net.BindException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A local stand-in for an Azure Service Bus namespace: the unmodified Azure SDKs for Java and JavaScript send to it and receive
 * from it over AMQP 1.0, with locks, redelivery and dead letters. It keeps messages in memory, and loses them when it is
 * closed. It checks no credentials and has no TLS, because it is for tests and demonstrations on loopback.
 *
 * <p>Not implemented: sessions, transactions, scheduled and deferred messages, rules and filters, expiry of messages. A
 * client that asks for one gets {@code amqp:not-implemented} or status 501; a time to live or a scheduled time on a
 * message is passed on and has no effect.
 *
 * <p>All methods may be called from any thread except an event loop's. Methods that need a running namespace throw
 * {@link IllegalStateException} if it isn't running. Paths are {@code queue}, {@code topic/subscriptions/name}, and either of
 * them followed by {@code /$deadletterqueue}, in upper or lower case; any other throws {@link IllegalArgumentException}.
 */
public final class ServiceBusNamespace implements AutoCloseable {

    private static final String KEY_NAME = "sandbox";
    private static final String KEY = "sandbox-key-that-opens-nothing-else";
    private static final long TICK_MILLIS = 50;

    private final String host;
    private final int port;
    private final int maxConnections;
    private final @Nullable Vertx shared;
    private final Entities entities;
    private final Set<AmqpConnection> connections = new LinkedHashSet<>();
    private boolean started;
    private volatile @Nullable Listening listening;
    private long ticking;

    private record Listening(EventLoop loop, NetServer server) {
    }

    ServiceBusNamespace(String host, int port, int maxConnections, @Nullable Vertx shared, Entities entities) {
        this.host = host;
        this.port = port;
        this.maxConnections = maxConnections;
        this.shared = shared;
        this.entities = entities;
    }

    /**
     * Starts to listen. Returns when clients can connect.
     *
     * @return this namespace
     * @throws IOException if it can't listen there, a {@link BindException} if the port is in use; nothing is running then
     */
    public ServiceBusNamespace start() throws IOException {
        if (started) {
            throw new IllegalStateException("a namespace starts once");
        }
        EventLoop loop = EventLoop.of(shared);
        started = true;
        try {
            listening = new Listening(loop, loop.await(vertx -> listen(vertx, loop)));
        } catch (ExecutionException e) {
            end(loop);
            Throwable failure = EventLoop.failure(e);
            String line = "No Service Bus namespace on " + host + ":" + port + ": " + failure.getMessage();
            throw failure instanceof BindException ? new BindException(line) : new IOException(line, failure);
        }
        return this;
    }

    private Future<NetServer> listen(Vertx vertx, EventLoop loop) {
        return vertx.createNetServer(new NetServerOptions().setHost(host).setPort(port).setTcpNoDelay(true))
                .connectHandler(socket -> connected(socket, loop)).listen()
                .onSuccess(server -> ticking = vertx.setPeriodic(TICK_MILLIS, none -> tick()));
    }

    private void connected(NetSocket socket, EventLoop loop) {
        if (connections.size() >= maxConnections) {
            socket.close();
            return;
        }
        AmqpConnection connection = new AmqpConnection(socket, loop, entities);
        connections.add(connection);
        socket.closeHandler(none -> {
            connections.remove(connection);
            connection.onClosed();
        });
    }

    private void tick() {
        entities.queues().forEach(MessageQueue::expireLocks);
        // Heartbeats follow the machine's clock, because a test may have stopped the namespace's clock.
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        List.copyOf(connections).forEach(connection -> connection.tick(millis));
    }

    /** Closes all connections and stops listening; all messages are lost. Does nothing if it isn't running. */
    @Override
    public void close() {
        Listening ended = listening;
        if (ended == null) {
            return;
        }
        listening = null;
        try {
            ended.loop.await(vertx -> stopListening(vertx, ended.server));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sandbox can't stop listening: " + EventLoop.failure(e).getMessage(), e);
        } finally {
            end(ended.loop);
        }
    }

    private static void end(EventLoop loop) {
        try {
            loop.close();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sandbox can't end its event loop: " + EventLoop.failure(e).getMessage(), e);
        }
    }

    private Future<Void> stopListening(Vertx vertx, NetServer server) {
        vertx.cancelTimer(ticking);
        List.copyOf(connections).forEach(AmqpConnection::close);
        return server.close();
    }

    /** The port on which it listens; if the builder's port is 0, the one that the system has chosen. */
    public int port() {
        Listening now = listening();
        return now.loop.call(now.server::actualPort);
    }

    /** The connection string for an SDK. Its key is of no use elsewhere, and any other key would do. */
    public String connectionString() {
        return connectionString(host, port());
    }

    /** The connection string for a namespace that another process may have started there. */
    public static String connectionString(String host, int port) {
        String name = host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host;
        return "Endpoint=sb://" + name + ":" + port + ";SharedAccessKeyName=" + KEY_NAME + ";SharedAccessKey=" + KEY
                + ";UseDevelopmentEmulator=true;";
    }

    /** The counts of a queue, a subscription, or the dead letters of one. */
    public EntityCounts counts(String path) {
        return call(() -> queue(path).counts());
    }

    /** The last hundred tokens that clients have sent, in order. */
    public List<ClientToken> tokens() {
        return call(() -> entities.security().tokens());
    }

    /** Fault: refuses every token from now on. */
    public void refuseSignIns() {
        run(() -> entities.security().refuse());
    }

    /** Fault: cuts all connections without a close frame. Locks remain. */
    public void dropConnections() {
        run(() -> List.copyOf(connections).forEach(AmqpConnection::drop));
    }

    /** Fault: makes the present connections silent in both directions, until {@link #resumeConnections}. */
    public void stallConnections() {
        run(() -> connections.forEach(AmqpConnection::stall));
    }

    /** Ends the fault of {@link #stallConnections}. */
    public void resumeConnections() {
        run(() -> connections.forEach(AmqpConnection::resume));
    }

    /** Fault: this entity's present receivers get nothing more, without a notice. */
    public void forgetReceivers(String path) {
        run(() -> queue(path).forgetReceivers());
    }

    /** Fault: detaches the receivers of this entity with an error, as the service does when it moves one. */
    public void detachReceivers(String path) {
        run(() -> queue(path).detachReceivers());
    }

    /** Fault: ends all locks of this entity as if they had expired. */
    public void expireLocks(String path) {
        run(() -> queue(path).expireAllLocks());
    }

    /** Fault: delivers the next messages of this entity twice each; both deliveries can be settled. */
    public void duplicateNextDeliveries(String path, int deliveries) {
        run(() -> queue(path).duplicateNext(deliveries));
    }

    /** Fault: the next settlements find their lock lost, so their messages are delivered again. */
    public void refuseNextSettlements(String path, int settlements) {
        run(() -> queue(path).refuseNext(settlements));
    }

    private MessageQueue queue(String path) {
        return entities.queue(path).orElseThrow(() -> new IllegalArgumentException("no queue or subscription " + path));
    }

    private void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }

    private <T> T call(Supplier<T> work) {
        return listening().loop.call(work);
    }

    private Listening listening() {
        Listening now = listening;
        if (now == null) {
            throw new IllegalStateException("this namespace isn't running");
        }
        return now;
    }
}
