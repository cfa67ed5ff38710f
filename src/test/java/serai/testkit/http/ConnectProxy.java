package serai.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy that knows CONNECT only, and for which every name is a port of this machine. */
public final class ConnectProxy implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String credentials;

    /** @param credentials that clients must send, as {@code Basic …}; null for none */
    public ConnectProxy(String credentials) throws IOException {
        this.credentials = credentials;
        var unused = threads.submit(this::accept);
    }

    /** Connects clients that ask for this name and port to a port of this machine. */
    public ConnectProxy knows(String authority, int port) {
        ports.put(authority, port);
        return this;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The names and ports that were connected to. */
    public List<String> asked() {
        return asked;
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            sockets.add(client);
            var unused = threads.submit(() -> serve(client));
        }
    }

    private Void serve(Socket client) throws IOException {
        while (true) {
            String head = head(client.getInputStream());
            if (head.isEmpty()) {
                client.close();
                return null;
            }
            String authority = head.split(" ", 3)[1];
            if (credentials != null && !head.contains("\r\nProxy-Authorization: " + credentials + "\r\n")) {
                answer(client,
                        "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0");
            } else if (!ports.containsKey(authority)) {
                answer(client, "502 Bad Gateway\r\nContent-Length: 0");
            } else {
                asked.add(authority);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), ports.get(authority));
                sockets.add(server);
                answer(client, "200 Connection established");
                var unused = threads.submit(() -> copy(client, server));
                return copy(server, client);
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int read = in.read(); read >= 0; read = in.read()) {
            head.append((char) read);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static void answer(Socket client, String head) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Void copy(Socket from, Socket to) throws IOException {
        try (from; to) {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
