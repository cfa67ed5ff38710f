package serai.bench.peer.handwritten;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What a good engineer would write in a day for this one source instead of taking Serai: Vert.x, JSON Schema, and one table of
 * SQLite or PostgreSQL, whose writer commits many events at a time. An event is answered 202 after its commit.
 */
public final class Handwritten {

    private static final String PATH = "/praesidium/events";
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final int WAITING_MAX = 10_000;
    private static final int GROUP_MAX = 1_000;

    private final BlockingQueue<Pending> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final EventStore store;
    private final byte[] authorization;
    private final Vertx vertx;
    private final Context loop;

    Handwritten(Vertx vertx, EventStore store, String user, String password) {
        this.vertx = vertx;
        this.store = store;
        String credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        authorization = ("Basic " + credentials).getBytes(StandardCharsets.UTF_8);
        loop = vertx.getOrCreateContext();
    }

    /** Arguments: the port, the database's address, user, password. */
    public static void main(String[] args) throws SQLException {
        new Handwritten(Vertx.vertx(), new EventTable(args[1]), args[2], args[3]).start(Integer.parseInt(args[0]))
                .onFailure(e -> {
                    System.err.println("Can't listen on port " + args[0] + ": " + e.getMessage());
                    System.exit(1);
                });
    }

    /** @param port 0: any that is free */
    Future<HttpServer> start(int port) {
        Thread writer = new Thread(this::write, "writer");
        writer.setDaemon(true); // the loop keeps the process
        writer.start();
        return Future.future(started -> loop.runOnContext(on -> vertx.createHttpServer().requestHandler(this::take)
                .listen(port, "127.0.0.1").onComplete(started)));
    }

    /** An event that is not answered yet. */
    private record Pending(Event event, HttpServerRequest request) {
    }

    private void take(HttpServerRequest request) {
        int refused = refusal(request);
        if (refused != 0) {
            answer(request, refused);
            return;
        }
        request.body().onSuccess(body -> accept(request, body.getBytes())).onFailure(e -> request.connection().close());
    }

    private void accept(HttpServerRequest request, byte[] body) {
        Event event;
        try {
            event = Event.decode(body);
        } catch (IOException | RuntimeException e) {
            answer(request, 400);
            return;
        }
        if (!waiting.offer(new Pending(event, request))) {
            answer(request, 503);
        }
    }

    /** The status to refuse a request with before its body is read; 0: none. */
    private int refusal(HttpServerRequest request) {
        if (!request.path().equals(PATH)) {
            return 404;
        }
        if (!request.method().equals(HttpMethod.POST)) {
            return 405;
        }
        String given = request.getHeader("Authorization");
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization)) {
            return 401;
        }
        String type = request.getHeader("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            return 415;
        }
        String length = request.getHeader("Content-Length");
        if (length == null) {
            return 411;
        }
        return length.length() > 9 || Integer.parseInt(length) > BODY_BYTES_MAX ? 413 : 0;
    }

    /** Commits what waits, all of it at once, and then answers it. */
    private void write() {
        List<Pending> group = new ArrayList<>();
        try {
            while (true) {
                group.add(waiting.take());
                waiting.drainTo(group, GROUP_MAX - 1);
                int status = kept(group) ? 202 : 503;
                List<Pending> answered = List.copyOf(group);
                loop.runOnContext(committed -> answered.forEach(pending -> answer(pending.request, status)));
                group.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean kept(List<Pending> group) {
        try {
            store.keep(group.stream().map(Pending::event).toList());
            return true;
        } catch (SQLException | RuntimeException e) {
            System.err.println("Nothing kept of " + group.size() + " events: " + e);
            return false;
        }
    }

    private static void answer(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end();
    }
}
