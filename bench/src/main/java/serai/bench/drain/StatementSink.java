package serai.bench.drain;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * Takes statements in as fast as anything could: reads the body, looks for nothing but ids, and answers 200 with the list of them.
 * While it is set to be down, it answers 503.
 */
final class StatementSink implements AutoCloseable {

    private static final String ID = "\"id\":\"";
    private static final int ID_LENGTH = 36;
    private static final int DASH = 13; // from its end
    private static final long WAIT_MAX_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpServer server;
    private volatile boolean down;

    StatementSink() throws Exception {
        server = vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().get(WAIT_MAX_SECONDS, TimeUnit.SECONDS);
    }

    private void answer(HttpServerRequest request) {
        request.bodyHandler(body -> {
            if (down) {
                request.response().setStatusCode(503).end();
            } else {
                request.response().putHeader("Content-Type", "application/json").end(ids(body.toString()));
            }
        });
    }

    /** The ids of the statements, which are UUIDs; the ids of activities are addresses, and are left out. */
    private static Buffer ids(String statements) {
        StringJoiner ids = new StringJoiner(",", "[", "]");
        for (int at = statements.indexOf(ID); at >= 0; at = statements.indexOf(ID, at + 1)) {
            int end = at + ID.length() + ID_LENGTH;
            if (end < statements.length() && statements.charAt(end) == '"' && statements.charAt(end - DASH) == '-') {
                ids.add(statements.substring(at + ID.length() - 1, end + 1));
            }
        }
        return Buffer.buffer(ids.toString());
    }

    void setDown(boolean down) {
        this.down = down;
    }

    /** The value for {@code serai.lrs.url}. */
    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/lrs";
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
