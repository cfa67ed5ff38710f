package serai.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/** A server that answers its first request with two responses on the same connection, and refuses every later request with 500. */
public final class TwiceAnsweringEndpoint implements AutoCloseable {

    private static final String SUCCESS = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String SUCCESS_WITHOUT_BODY = "HTTP/1.1 204 No Content\r\n\r\n";
    private static final String FAILURE = "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final boolean atOnce;
    private final String success;
    private volatile boolean answeredTwice;

    /** @param atOnce whether the second response comes with the first; otherwise in a packet of its own right behind it */
    public TwiceAnsweringEndpoint(boolean atOnce) throws IOException {
        this(atOnce, true, ServerSocketFactory.getDefault());
    }

    /**
     * @param withBody whether a success is a 200 with a body, if an empty one; otherwise a 204, which has none
     * @param sockets  makes the server's
     */
    public TwiceAnsweringEndpoint(boolean atOnce, boolean withBody, ServerSocketFactory sockets) throws IOException {
        this.atOnce = atOnce;
        this.success = withBody ? SUCCESS : SUCCESS_WITHOUT_BODY;
        this.server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var unused = threads.submit(this::accept);
    }

    public String url() {
        return (server instanceof SSLServerSocket ? "https" : "http") + "://127.0.0.1:" + server.getLocalPort();
    }

    public int requests() {
        return requests.get();
    }

    /** Whether both responses are on their way. */
    public boolean hasAnsweredTwice() {
        return answeredTwice;
    }

    private Void accept() throws IOException {
        while (true) {
            Socket connection = server.accept();
            connection.setTcpNoDelay(true);
            var unused = threads.submit(() -> answerAll(connection));
        }
    }

    private Void answerAll(Socket connection) throws IOException {
        try (connection; InputStream in = connection.getInputStream(); OutputStream out = connection.getOutputStream()) {
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                Matcher length = LENGTH.matcher(head);
                in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
                boolean first = requests.incrementAndGet() == 1;
                out.write((first ? success + (atOnce ? success : "") : FAILURE).getBytes(StandardCharsets.US_ASCII));
                out.flush();
                if (first && !atOnce) {
                    out.write(success.getBytes(StandardCharsets.US_ASCII));
                }
                answeredTwice = true;
            }
        }
        return null;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int read = in.read(); read >= 0; read = in.read()) {
            head.append((char) read);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
