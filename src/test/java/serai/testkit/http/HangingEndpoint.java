package serai.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server that takes a request and never ends its answer: it begins one, and then repeats a text for ever. */
public final class HangingEndpoint implements AutoCloseable {

    /** Shorter than any time-out of a read. */
    private static final long EVERY_MS = 50;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final String begins;
    private final String repeats;

    /** @param repeats the text; blank: nothing more is sent */
    public HangingEndpoint(String begins, String repeats) throws IOException {
        this.begins = begins;
        this.repeats = repeats;
        var unused = threads.submit(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Connections there are now. */
    public int connections() {
        return connections.size();
    }

    private Void accept() throws IOException {
        while (true) {
            Socket connection = server.accept();
            connections.add(connection);
            var unused = threads.submit(() -> answer(connection));
        }
    }

    private Void answer(Socket connection) throws IOException, InterruptedException {
        try (connection; InputStream in = connection.getInputStream(); OutputStream out = connection.getOutputStream()) {
            in.read();
            out.write(begins.getBytes(StandardCharsets.US_ASCII));
            do {
                out.write(repeats.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                in.skip(in.available());
            } while (!closed.await(EVERY_MS, TimeUnit.MILLISECONDS));
        } finally {
            connections.remove(connection);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        threads.shutdownNow();
    }
}
