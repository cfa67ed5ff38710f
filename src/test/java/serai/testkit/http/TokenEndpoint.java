package serai.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An OAuth 2 token endpoint: {@code token-1}, {@code token-2}, …, each good for an hour, unless it is told to answer otherwise. */
public final class TokenEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String body;

    public TokenEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:%s/token".formatted(server.getAddress().getPort());
    }

    /** Each request's credentials and form. */
    public List<String> requests() {
        return requests;
    }

    public void answers(int status, String body) {
        this.body = body;
        this.status = status;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String token = "{\"access_token\":\"token-%s\",\"token_type\":\"Bearer\",\"expires_in\":3600}".formatted(requests.size());
        byte[] told = (status == 200 && body == null ? token : body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, told.length == 0 ? -1 : told.length);
        exchange.getResponseBody().write(told);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
