package serai.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import java.util.Collections;
import java.util.concurrent.TimeUnit;

/**
 * Takes statements in as fast as anything could: reads the body, looks at none of it, and answers 200 with an array of ids
 * (always the same hundred). Or answers 503, while it is said to be down.
 */
final class StatementSink implements AutoCloseable {

    private static final Buffer IDS = Buffer.buffer(
            "[" + String.join(",", Collections.nCopies(100, "\"5e7a1b0c-94c2-5d1e-8a37-0f6d2c51b9e4\"")) + "]");
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
                request.response().putHeader("Content-Type", "application/json").end(IDS);
            }
        });
    }

    void setDown(boolean down) {
        this.down = down;
    }

    /** What {@code serai.lrs.url} is. */
    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/lrs";
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
