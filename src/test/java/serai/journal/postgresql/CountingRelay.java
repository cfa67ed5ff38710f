package serai.journal.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and the database, and counts how often the client has sent something after an answer: round trips. */
final class CountingRelay implements AutoCloseable {

    private final ServerSocket door;
    private final int database;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<AtomicLong> connections = new CopyOnWriteArrayList<>();

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
            start(() -> copy(client.getInputStream(), server.getOutputStream(), () -> {
                if (lastFrom.getAndSet(1) != 1) {
                    trips.incrementAndGet();
                }
            }));
            start(() -> copy(server.getInputStream(), client.getOutputStream(), () -> lastFrom.set(0)));
        }
    }

    private static void copy(InputStream from, OutputStream to, Runnable each) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            each.run();
            to.write(buffer, 0, length);
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
