package serai.sandbox.servicebus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;

import java.io.IOException;
import java.net.BindException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A local stand-in for an Azure Service Bus namespace: the unmodified Azure SDKs for Java and JavaScript send to it and
 * receive from it over AMQP 1.0, with locks, redelivery and dead letters. Its messages live in memory and are gone when
 * it is closed. It checks no credentials and speaks no TLS: it is for tests and demonstrations, on loopback.
 *
 * <p>Not implemented: sessions, transactions, scheduled and deferred messages, rules and filters, expiry of messages. A
 * client that asks for one gets {@code amqp:not-implemented} or status 501; a time to live or a scheduled time on a
 * message is passed on and has no effect.
 *
 * <p>All methods may be called from any thread but that of an event loop. Those that need a running namespace throw {@link
 * IllegalStateException} without one. Paths are {@code queue}, {@code topic/subscriptions/name}, and either of them
 * followed by {@code /$deadletterqueue}, in upper or lower case; any other throws {@link IllegalArgumentException}.
 */
public final class ServiceBusNamespace implements AutoCloseable {

    private static final String KEY_NAME = "sandbox";
    private static final String KEY = "sandbox-key-that-opens-nothing-else";
    private static final long TICK_MILLIS = 50;

    private final String host;
    private final int port;
    private final int maxConnections;
    private final Vertx shared;
    private final Entities entities;
    private final Set<AmqpConnection> connections = new LinkedHashSet<>();
    private volatile boolean running;
    private EventLoop loop;
    private NetServer server;
    private long ticking;

    ServiceBusNamespace(String host, int port, int maxConnections, Vertx shared, Entities entities) {
        this.host = host;
        this.port = port;
        this.maxConnections = maxConnections;
        this.shared = shared;
        this.entities = entities;
    }

    /**
     * Listens. Returns when clients can connect.
     *
     * @return this namespace
     * @throws IOException if it can't listen there, a {@link BindException} if the port is taken; nothing is running then
     */
    public ServiceBusNamespace start() throws IOException {
        if (loop != null) {
            throw new IllegalStateException("a namespace starts once");
        }
        loop = EventLoop.of(shared);
        try {
            loop.await(this::listen);
        } catch (ExecutionException e) {
            endLoop();
            String line = "No Service Bus namespace on " + host + ":" + port + ": " + e.getCause().getMessage();
            throw e.getCause() instanceof BindException ? new BindException(line) : new IOException(line, e.getCause());
        }
        running = true;
        return this;
    }

    private Future<NetServer> listen(Vertx vertx) {
        server = vertx.createNetServer(new NetServerOptions().setHost(host).setPort(port).setTcpNoDelay(true));
        return server.connectHandler(this::connected).listen()
                .onSuccess(listening -> ticking = vertx.setPeriodic(TICK_MILLIS, none -> tick()));
    }

    private void connected(NetSocket socket) {
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
        // Heartbeats follow the machine's clock: a test may have stopped ours.
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        List.copyOf(connections).forEach(connection -> connection.tick(millis));
    }

    /** Closes all connections and stops listening; every message is gone. Does nothing where nothing is running. */
    @Override
    public void close() {
        if (!running) {
            return;
        }
        running = false;
        try {
            loop.await(this::stopListening);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sandbox can't stop listening: " + e.getCause().getMessage(), e);
        } finally {
            endLoop();
        }
    }

    private void endLoop() {
        try {
            loop.close();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sandbox can't end its event loop: " + e.getCause().getMessage(), e);
        }
    }

    private Future<Void> stopListening(Vertx vertx) {
        vertx.cancelTimer(ticking);
        List.copyOf(connections).forEach(AmqpConnection::close);
        return server.close();
    }

    /** The port it listens on: the one that the system chose where the builder's is 0. */
    public int port() {
        return call(() -> server.actualPort());
    }

    /** What an SDK connects with. Its key opens nothing else, and any other would do as well. */
    public String connectionString() {
        return connectionString(host, port());
    }

    /** The same for a namespace that another process may have started there. */
    public static String connectionString(String host, int port) {
        String name = host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host;
        return "Endpoint=sb://" + name + ":" + port + ";SharedAccessKeyName=" + KEY_NAME + ";SharedAccessKey=" + KEY
                + ";UseDevelopmentEmulator=true;";
    }

    /** How a queue, a subscription or the dead letters of one stand. */
    public EntityCounts counts(String path) {
        return call(() -> queue(path).counts());
    }

    /** The last hundred tokens that clients have left, in order. */
    public List<SignIn> signIns() {
        return call(() -> entities.security().signIns());
    }

    /** Fault: no token is good any more. */
    public void refuseSignIns() {
        run(() -> entities.security().refuse());
    }

    /** Fault: cuts all connections without a word to the clients. Locks live on. */
    public void dropConnections() {
        run(() -> List.copyOf(connections).forEach(AmqpConnection::drop));
    }

    /** Fault: the connections that are there now go silent in both directions, until {@link #resumeConnections}. */
    public void stallConnections() {
        run(() -> connections.forEach(AmqpConnection::stall));
    }

    /** Ends what {@link #stallConnections} has begun. */
    public void resumeConnections() {
        run(() -> connections.forEach(AmqpConnection::resume));
    }

    /** Fault: the receivers that are attached to this entity now get nothing more, and are not told. */
    public void forgetReceivers(String path) {
        run(() -> queue(path).forgetReceivers());
    }

    /** Fault: detaches the receivers of this entity with an error, as the service does when it moves one. */
    public void detachReceivers(String path) {
        run(() -> queue(path).detachReceivers());
    }

    /** Fault: ends all locks of this entity as if their time were over. */
    public void expireLocks(String path) {
        run(() -> queue(path).expireAllLocks());
    }

    /** Fault: the next messages of this entity are delivered twice each, and both deliveries can be settled. */
    public void duplicateNextDeliveries(String path, int deliveries) {
        run(() -> queue(path).duplicateNext(deliveries));
    }

    /** Fault: the next settlements find their lock lost; their messages come again. */
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
        if (!running) {
            throw new IllegalStateException("this namespace isn't running");
        }
        return loop.call(work);
    }
}
