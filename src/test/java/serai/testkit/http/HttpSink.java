package serai.testkit.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** An endpoint that takes whatever is posted, as a learning record store does, unless it is told to answer otherwise. */
public final class HttpSink implements AutoCloseable {

    /** What was posted, decompressed. */
    public record Request(Headers headers, String body) {

        public String header(String name) {
            return headers.getFirst(name);
        }
    }

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Request> taken = new CopyOnWriteArrayList<>();
    private final Queue<Integer> next = new ConcurrentLinkedQueue<>();
    private volatile String refusedText;
    private volatile String authorization;
    private volatile String type;
    private volatile String body;
    private volatile int always = 200;

    public HttpSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:%s/events".formatted(server.getAddress().getPort());
    }

    /** Every request, in order. */
    public List<Request> requests() {
        return requests;
    }

    /** The requests that were answered with success. */
    public List<Request> taken() {
        return taken;
    }

    public void answersNext(int status) {
        next.add(status);
    }

    public void answersAlways(int status) {
        always = status;
    }

    public void answers(int status, String type, String body) {
        this.type = type;
        this.body = body;
        this.always = status;
    }

    /** Answers 401 to whatever has another {@code Authorization}. */
    public void letsIn(String header) {
        authorization = header;
    }

    /** Refuses with 400 whatever holds that text. */
    public void refuses(String text) {
        refusedText = text;
    }

    private void take(HttpExchange exchange) throws IOException {
        Request request = new Request(exchange.getRequestHeaders(), body(exchange));
        requests.add(request);
        int status = status(request);
        if (status < 300) {
            taken.add(request);
        }
        byte[] answer = status >= 300 ? new byte[0] : body != null ? body.getBytes(StandardCharsets.UTF_8)
                : exchange.getRequestURI().getPath().endsWith("/statements") ? ids(request.body()) : new byte[0];
        if (type != null) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** The statements' ids, as a learning record store lists what it has stored. */
    private static byte[] ids(String statements) throws IOException {
        List<String> ids = new ArrayList<>();
        new JsonMapper().readTree(statements).forEach(statement -> ids.add(statement.path("id").asText()));
        return new JsonMapper().writeValueAsBytes(ids);
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
