package serai.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What a good engineer would write in a day for this one source instead of taking Serai: Vert.x, JSON Schema, and one table of
 * SQLite or PostgreSQL, whose writer commits many events at a time. An event is answered 202 after its commit. Arguments: the port,
 * the database's address, user, password.
 */
public final class Handwritten {

    private static final String PATH = "/praesidium/events";
    private static final String SCHEMA = "/serai/sources/praesidium/praesidium-1.0.schema.json";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final int WAITING_MAX = 10_000;

    private final ObjectMapper json = new ObjectMapper();
    private final JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Handwritten.class.getResourceAsStream(SCHEMA));
    private final BlockingQueue<Pending> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final byte[] authorization;
    private final Context loop;

    private Handwritten(Vertx vertx, String user, String password) {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        authorization = ("Basic " + credentials).getBytes(StandardCharsets.UTF_8);
        loop = vertx.getOrCreateContext();
    }

    public static void main(String[] args) throws SQLException {
        Vertx vertx = Vertx.vertx();
        Handwritten handwritten = new Handwritten(vertx, args[2], args[3]);
        Table table = new Table(args[1]);
        new Thread(() -> handwritten.write(table), "writer").start();
        handwritten.loop.runOnContext(started -> vertx.createHttpServer().requestHandler(handwritten::take)
                .listen(Integer.parseInt(args[0]), "127.0.0.1"));
    }

    /** An event that is not answered yet. */
    private record Pending(Event event, HttpServerRequest request) {
    }

    private record Event(long time, UUID id, String type, String learner, byte[] raw) {
    }

    private void take(HttpServerRequest request) {
        int refused = refusal(request);
        if (refused != 0) {
            answer(request, refused);
            return;
        }
        request.body().onSuccess(body -> {
            try {
                if (!waiting.offer(new Pending(decode(body.getBytes()), request))) {
                    answer(request, 503);
                }
            } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
                answer(request, 400);
            }
        });
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

    private Event decode(byte[] raw) throws IOException {
        JsonNode event = json.readTree(raw);
        if (!schema.validate(event).isEmpty()) {
            throw new IllegalArgumentException("breaks the schema");
        }
        String type = event.path("event_type").textValue();
        String time = event.path("event_timestamp").textValue();
        JsonNode context = event.path("event_context");
        String learner = context.path("uuid").asText(context.path("user").asText());
        JsonNode completed = context.path(type.equals("COURSE_COMPLETED") ? "course" : "learning_path");
        String identity = String.join("\n", type, learner, completed.path("id").asText(), time);
        return new Event(LocalDateTime.parse(time, TIME).toEpochSecond(ZoneOffset.UTC),
                UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)), type, learner, raw);
    }

    /** Commits what waits, all of it at once, and then answers it. */
    private void write(Table table) {
        while (true) {
            List<Pending> group = new ArrayList<>();
            try {
                group.add(waiting.take());
                waiting.drainTo(group, 999);
                table.keep(group);
                loop.runOnContext(committed -> group.forEach(pending -> answer(pending.request, 202)));
            } catch (SQLException e) {
                System.err.println("Nothing kept of " + group.size() + " events: " + e.getMessage());
                loop.runOnContext(failed -> group.forEach(pending -> answer(pending.request, 503)));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void answer(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end();
    }

    /** The events, one row each; one that is there already is not kept again. Time comes first in the key: rows come in order. */
    private static final class Table {

        private final Connection connection;
        private final PreparedStatement insert;

        Table(String address) throws SQLException {
            connection = DriverManager.getConnection(address);
            try (Statement statement = connection.createStatement()) {
                if (address.startsWith("jdbc:sqlite:")) {
                    makeInSqlite(statement);
                } else {
                    statement.execute("CREATE TABLE IF NOT EXISTS event (seq BIGSERIAL PRIMARY KEY, time BIGINT NOT NULL,"
                            + " id BYTEA NOT NULL, type TEXT NOT NULL, learner TEXT NOT NULL, received BIGINT NOT NULL,"
                            + " raw BYTEA NOT NULL, UNIQUE (time, id))");
                }
            }
            connection.setAutoCommit(false);
            insert = connection.prepareStatement("INSERT INTO event (time, id, type, learner, received, raw)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (time, id) DO NOTHING");
        }

        private static void makeInSqlite(Statement statement) throws SQLException {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA wal_autocheckpoint = 8192"); // of 4 KiB: a page is copied once for many commits
            statement.execute("CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, time INTEGER NOT NULL,"
                    + " id BLOB NOT NULL, type TEXT NOT NULL, learner TEXT NOT NULL, received INTEGER NOT NULL,"
                    + " raw BLOB NOT NULL, UNIQUE (time, id))");
        }

        /** Returns after the commit. @throws SQLException if nothing was kept */
        void keep(List<Pending> group) throws SQLException {
            try {
                long now = System.currentTimeMillis();
                for (Pending pending : group) {
                    insert.setLong(1, pending.event.time);
                    insert.setBytes(2, bytes(pending.event.id));
                    insert.setString(3, pending.event.type);
                    insert.setString(4, pending.event.learner);
                    insert.setLong(5, now);
                    insert.setBytes(6, pending.event.raw);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } catch (SQLException e) {
                insert.clearBatch();
                connection.rollback();
                throw e;
            }
        }

        private static byte[] bytes(UUID id) {
            return ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                    .array();
        }
    }
}
