package serai.journal.postgresql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Stands between a client and the database, and counts how often the client has sent something after an answer: round trips. When
 * told to, it loses the answer to a commit, and the connection with it.
 */
final class CountingRelay implements AutoCloseable {

    /** In the server's answer to a commit that it has made, and was sent together with other statements: no lease's renewal. */
    private static final Pattern COMMITTED = Pattern.compile("(INSERT|UPDATE|SELECT) [0-9 ]+\0.*COMMIT\0", Pattern.DOTALL);

    private final ServerSocket door;
    private final int database;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<AtomicLong> connections = new CopyOnWriteArrayList<>();
    /** Commits until the one whose answer is lost; 0: none is. */
    private final AtomicLong loses = new AtomicLong();
    private volatile Pattern losing = COMMITTED;

    CountingRelay(int database) {
        this.database = database;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** The round trips of each connection up to now, in the order in which they were opened. */
    List<Long> roundTrips() {
        List<Long> counts = new ArrayList<>();
        connections.forEach(count -> counts.add(count.get()));
        return counts;
    }

    /** Loses the answer to a commit that the server has made: the next one, or a later one. */
    void loseTheAnswerTo(int commit) {
        loses.set(commit);
    }

    /** The same, also of a commit that was sent alone, as a command does and who renews leases. */
    void loseTheAnswerToAny(int commit) {
        losing = Pattern.compile("COMMIT\0");
        loses.set(commit);
    }

    /** Whether it has lost the answer that it was to lose. */
    boolean hasLost() {
        return loses.get() == 0;
    }

    private void accept() throws IOException {
        while (!door.isClosed()) {
            Socket client = door.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), database);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            sockets.addAll(List.of(client, server));
            AtomicLong trips = new AtomicLong();
            connections.add(trips);
            AtomicLong lastFrom = new AtomicLong();
            start(() -> copy(client, server, sent -> {
                if (lastFrom.getAndSet(1) != 1) {
                    trips.incrementAndGet();
                }
            }));
            start(() -> copy(server, client, answer -> {
                lastFrom.set(0);
                if (loses.get() > 0 && losing.matcher(answer).find() && loses.decrementAndGet() == 0) {
                    throw new IOException("the answer is lost");
                }
            }));
        }
    }

    /** Is called with what came, before it is passed on. */
    @FunctionalInterface
    private interface Each {
        void came(String bytes) throws IOException;
    }

    /** Until one of them ends its connection, or what came is not to be passed on: then both are closed. */
    private static void copy(Socket from, Socket to, Each each) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (from; to) {
            for (int length = from.getInputStream().read(buffer); length >= 0; length = from.getInputStream().read(buffer)) {
                each.came(new String(buffer, 0, length, ISO_8859_1));
                to.getOutputStream().write(buffer, 0, length);
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void work() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.work();
            } catch (IOException e) {
                // The connection, or the relay, is closed.
            }
        }, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
