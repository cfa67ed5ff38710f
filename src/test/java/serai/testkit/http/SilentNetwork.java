package serai.testkit.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A TCP proxy whose connections can go silent without being closed, in either direction: bytes are read and lost. */
public final class SilentNetwork implements AutoCloseable {

    public enum Direction {
        TO_SERVER, TO_CLIENT
    }

    /** A connection goes silent when it has read from the server, for that many times, bytes that end so. */
    private record Last(byte[] end, int times) {
    }

    private static final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile boolean losesToServer;
        private volatile boolean losesToClient;
        private @Nullable Last last;
        private int times;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        /** Whether what the server has sent is the last that comes through. */
        private boolean isLast(byte[] sent, int length) {
            return last != null && length >= last.end.length
                    && Arrays.equals(sent, length - last.end.length, length, last.end, 0, last.end.length)
                    && ++times == last.times;
        }

        private Void copy(Direction direction) throws IOException {
            Socket from = direction == Direction.TO_SERVER ? client : server;
            Socket to = direction == Direction.TO_SERVER ? server : client;
            byte[] buffer = new byte[8_192];
            try (from; to) {
                for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
                    if (!(direction == Direction.TO_SERVER ? losesToServer : losesToClient)) {
                        to.getOutputStream().write(buffer, 0, read);
                    }
                    if (direction == Direction.TO_CLIENT && isLast(buffer, read)) {
                        losesToServer = true;
                        losesToClient = true;
                    }
                }
            }
            return null;
        }
    }

    private final ServerSocket listening;
    private final int target;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Set<Direction> newOnesLose = Set.of();
    private volatile @Nullable Last lastOfNewOnes;

    /** @param port where to listen, 0 for any free port */
    public SilentNetwork(int port, int target) throws IOException {
        this.listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        var unused = threads.submit(this::accept);
    }

    private Void accept() throws IOException {
        while (true) {
            connect(listening.accept());
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Connection connection = new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
            connection.losesToServer = newOnesLose.contains(Direction.TO_SERVER);
            connection.losesToClient = newOnesLose.contains(Direction.TO_CLIENT);
            connection.last = lastOfNewOnes;
            connections.add(connection);
            var unused = threads.submit(() -> connection.copy(Direction.TO_SERVER));
            var unusedToo = threads.submit(() -> connection.copy(Direction.TO_CLIENT));
        } catch (ConnectException e) {
            client.close(); // the server is away
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** From now on the connections that are there lose what goes in these directions; new ones work. */
    public void silence(Direction... directions) {
        List.of(directions).forEach(direction -> connections.forEach(connection -> {
            connection.losesToServer |= direction == Direction.TO_SERVER;
            connection.losesToClient |= direction == Direction.TO_CLIENT;
        }));
    }

    /** From now on every connection loses all. */
    public void silenceAll() {
        silenceAll(Direction.values());
    }

    /** From now on every connection loses what goes in these directions. */
    public void silenceAll(Direction... directions) {
        newOnesLose = Set.of(directions);
        silence(directions);
    }

    /** From now on, a new connection goes silent when it has read from the server, for that many times, bytes that end so. */
    public void silenceNewOnesAfter(int times, byte... end) {
        lastOfNewOnes = new Last(end.clone(), times);
    }

    /** New connections work again; those that have lost something stay as they are. */
    public void letNewOnesThrough() {
        newOnesLose = Set.of();
        lastOfNewOnes = null;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Connection connection : connections) {
            connection.client.close();
            connection.server.close();
        }
        threads.shutdownNow();
    }
}
