package serai.destinations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.testkit.EmbeddedMariaDb;
import serai.testkit.FreePort;
import serai.testkit.Kept;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many records from the journal into two databases, files and an HTTP endpoint: each holds all of them, to the unit. */
class EverywhereTest {

    private static final int RECORDS = Integer.getInteger("serai.everywhere", 2_000);
    private static final int WAITING_MAX = 5_000;
    private static final Set<String> DESTINATIONS = Set.of("warehouse", "mariadb", "archive", "webhook");
    private static final String ROWS = "SELECT count(*) FROM course_completed";
    private static final String EVENT = "\"specversion\":\"1.0\"";

    @TempDir
    private Path folder;
    private final AtomicLong posted = new AtomicLong();

    @Test
    void everyRecordArrivesOnceInEachDestination() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(FreePort.number()).start();
                EmbeddedMariaDb mariaDb = EmbeddedMariaDb.start(folder);
                OneDestination serai = new OneDestination("warehouse", folder)) {
            HttpServer sink = sink();
            String postgresUrl = postgres.getJdbcUrl("postgres", "postgres");
            String mariaDbUrl = mariaDb.newDatabase();
            serai.withStatements("postgresql").withStatements("mariadb")
                    .withRoute("destination-mariadb.camel.yaml", secondWarehouse())
                    .withRoute("destination-archive.camel.yaml", shipped("routes/destination-archive.camel.yaml"))
                    .withRoute("destination-webhook.camel.yaml", shipped("docs/destinations/destination-webhook.camel.yaml"))
                    .with("serai.warehouse.url", postgresUrl)
                    .with("serai.mariadb.url", mariaDbUrl).with("serai.mariadb.insecure", false)
                    .with("serai.mariadb.dialect", "mariadb").with("serai.mariadb.batch.size", 500)
                    .with("serai.mariadb.concurrent.types", 1).with("serai.mariadb.retention.days", 0)
                    .with("serai.mariadb.connect.max.ms", 10_000).with("serai.mariadb.attempt.max.ms", 60_000)
                    .with("serai.destination.webhook.url", "http://127.0.0.1:" + sink.getAddress().getPort())
                    .with("serai.destination.webhook.secrets", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=").start();

            append(serai);
            Balance all = new Balance(RECORDS, RECORDS, 0, 0, 0);
            await().atMost(60, MINUTES).untilAsserted(() -> assertThat(serai.journal().balances())
                    .isEqualTo(DESTINATIONS.stream().collect(toMap(name -> name, name -> all))));

            Map<String, Long> arrived = Map.of("PostgreSQL", rows(postgresUrl), "MariaDB", rows(mariaDbUrl),
                    "CSV", csvRows(serai.data()), "HTTP", posted.get());
            System.out.printf("%s records: %s%n", RECORDS, arrived);
            assertThat(arrived.values()).containsOnly((long) RECORDS);
            sink.stop(0);
        }
    }

    private static void append(OneDestination serai) {
        Deque<CompletableFuture<Appended>> waiting = new ArrayDeque<>();
        for (int i = 0; i < RECORDS; i++) {
            waiting.add(serai.writer().append(Records.completion("learner-" + i), DESTINATIONS).toCompletableFuture());
            if (waiting.size() == WAITING_MAX) {
                waiting.remove().join();
            }
        }
        waiting.forEach(CompletableFuture::join);
    }

    /** Counts the events that are posted, and keeps none. */
    private HttpServer sink() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
        return server;
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        posted.addAndGet(body.split(EVENT, -1).length - 1);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** The shipped route once more, under a name, with settings and ids of its own. */
    private static String secondWarehouse() throws IOException {
        return shipped("routes/destination-warehouse.camel.yaml").replace("warehouse", "mariadb").replace("id: ", "id: mariadb-")
                .replaceAll("(mariadb\\.(username|password))}}", "$1:}}"); // the address has them
    }

    private static String shipped(String file) throws IOException {
        return Files.readString(Path.of(file));
    }

    private static long rows(String url) throws SQLException {
        return Long.parseLong(Kept.rowsAt(url, ROWS).get(0));
    }

    private static long csvRows(Path data) throws IOException {
        long rows = 0;
        for (Path file : new Kept(data).archive(".csv")) {
            try (Stream<String> lines = Files.lines(file)) {
                rows += lines.count() - 1; // the heading
            }
        }
        return rows;
    }
}
