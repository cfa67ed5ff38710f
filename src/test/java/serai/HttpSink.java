package serai;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** An endpoint that takes whatever is posted, unless it is told to answer otherwise. */
final class HttpSink implements AutoCloseable {

    /** What was posted, decompressed. */
    record Request(Headers headers, String body) {

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Request> taken = new CopyOnWriteArrayList<>();
    private final Queue<Integer> next = new ConcurrentLinkedQueue<>();
    private volatile String refusedText;
    private volatile String authorization;
    private volatile int always = 204;

    HttpSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%s/events".formatted(server.getAddress().getPort());
    }

    /** Every request, in order. */
    List<Request> requests() {
        return requests;
    }

    /** Those answered with success. */
    List<Request> taken() {
        return taken;
    }

    void answersNext(int status) {
        next.add(status);
    }

    void answersAlways(int status) {
        always = status;
    }

    /** Answers 401 to whatever has another {@code Authorization}. */
    void letsIn(String header) {
        authorization = header;
    }

    /** Refuses with 400 whatever holds that text. */
    void refuses(String text) {
        refusedText = text;
    }

    private void take(HttpExchange exchange) throws IOException {
        Request request = new Request(exchange.getRequestHeaders(), body(exchange));
        requests.add(request);
        int status = status(request);
        if (status < 300) {
            taken.add(request);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String body(HttpExchange exchange) throws IOException {
        InputStream sent = exchange.getRequestBody();
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return new String((gzip ? new GZIPInputStream(sent) : sent).readAllBytes(), StandardCharsets.UTF_8);
    }

    private int status(Request request) {
        Integer told = next.poll();
        if (told != null) {
            return told;
        }
        String wanted = authorization;
        if (wanted != null && !wanted.equals(request.header("Authorization"))) {
            return 401;
        }
        String refused = refusedText;
        return refused != null && request.body().contains(refused) ? 400 : always;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
