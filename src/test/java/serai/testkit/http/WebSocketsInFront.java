package serai.testkit.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;

import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;

/** Lets AMQP over WebSockets in to a namespace that speaks it over TCP, as Azure does at port 443: TLS, and one path. */
public final class WebSocketsInFront implements AutoCloseable {

    private static final String PATH = "/$servicebus/websocket";
    private static final String PROTOCOL = "AMQPWSB10";
    private static final int FRAME_BYTES_MAX = 4_096;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final int namespacePort;

    public WebSocketsInFront(SelfSigned certificate, int namespacePort) throws Exception {
        this.namespacePort = namespacePort;
        server = vertx.createHttpServer(new HttpServerOptions().setSsl(true).setWebSocketSubProtocols(List.of(PROTOCOL))
                .setKeyCertOptions(new PfxOptions().setPath(certificate.pkcs12().toString()).setPassword(SelfSigned.PASSWORD)))
                .webSocketHandler(this::connected).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture()
                .get(30, SECONDS);
    }

    @SuppressWarnings("deprecation") // its successor answers the handshake before there is a client
    private void connected(ServerWebSocket client) {
        if (!client.uri().endsWith(PATH) || !PROTOCOL.equals(client.headers().get("Sec-WebSocket-Protocol"))) {
            client.reject();
            return;
        }
        client.pause();
        vertx.createNetClient().connect(namespacePort, "127.0.0.1").onSuccess(namespace -> join(client, namespace))
                .onFailure(none -> client.close());
    }

    private static void join(ServerWebSocket client, NetSocket namespace) {
        client.handler(namespace::write).closeHandler(none -> namespace.close());
        namespace.handler(bytes -> {
            for (int from = 0; from < bytes.length(); from += FRAME_BYTES_MAX) {
                client.writeBinaryMessage(Buffer.buffer(bytes.getBytes(from, Math.min(bytes.length(), from + FRAME_BYTES_MAX))));
            }
        }).closeHandler(none -> client.close());
        client.resume();
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close();
    }
}
