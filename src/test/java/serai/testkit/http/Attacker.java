package serai.testkit.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

/** Makes connections to a server on 127.0.0.1 from an address of the test's choice in 127.0.0.0/8. */
public final class Attacker implements AutoCloseable {

    private static final int BUFFER_BYTES = 16_384;

    private final int port;
    private final String address;
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean cut;

    public Attacker(int port, String address) {
        this.port = port;
        this.address = address;
    }

    /** Another connection, which may be closed by the server at once. */
    public Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSendBufferSize(BUFFER_BYTES);
        socket.setReceiveBufferSize(BUFFER_BYTES); // what isn't read is not to vanish in the operating system
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        sockets.add(socket);
        return socket;
    }

    public Attacker connect(int count) throws IOException {
        for (int done = 0; done < count; done++) {
            connect();
        }
        return this;
    }

    /** How many of its connections the server has not closed; what the server sends is thrown away. */
    public long open() {
        return sockets.stream().filter(Attacker::isOpen).count();
    }

    public static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends the same over and over on a connection of its own, up to that many bytes, and reads nothing. */
    public Socket floods(String requests, long bytesMax) throws IOException {
        Socket socket = connect();
        byte[] bytes = requests.getBytes(StandardCharsets.US_ASCII);
        Thread flood = new Thread(() -> {
            try (OutputStream out = socket.getOutputStream()) {
                while (sent.get() < bytesMax) {
                    out.write(bytes);
                    sent.addAndGet(bytes.length);
                }
            } catch (IOException e) {
                cut = true; // by the server, or by the test
            }
        }, "flood");
        flood.setDaemon(true);
        flood.start();
        return socket;
    }

    /** Waits until the server takes no more, or has taken {@code bytesMax}; returns how many bytes were sent. */
    public long untilStuck(long bytesMax) {
        return untilStuck(bytesMax, 300);
    }

    /** @param stillMs how long the server must have taken nothing; a server that has just started is slow */
    public long untilStuck(long bytesMax, int stillMs) {
        long[] before = {-1};
        await().atMost(60, SECONDS).pollDelay(stillMs, MILLISECONDS).pollInterval(stillMs, MILLISECONDS).until(() -> {
            long now = sent.get();
            boolean still = now == before[0] || now >= bytesMax;
            before[0] = now;
            return still;
        });
        return sent.get();
    }

    /** Whether a connection that floods was closed. */
    public boolean isCut() {
        return cut;
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
