package serai.webhook;

import serai.testkit.EmbeddedSerai;
import serai.testkit.http.TrustingTls;
import serai.testkit.process.Publishers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each kind in threads of its own and from addresses of its own, over and over until it is ended; bounded in what it holds at
 * once.
 */
final class Attackers implements AutoCloseable {

    private static final int HELD_AT_ONCE = 150;
    private static final int HELD_MS = 3_000;
    private static final int PATIENCE_MS = 30_000;
    private static final int PAUSE_MS = 20;
    private static final String RIGHT = "Authorization: " + EmbeddedSerai.basic(Publishers.NAME, Publishers.PASSWORD) + "\r\n";
    private static final String POST = "POST /praesidium/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final List<String> AMBIGUOUS = List.of(
            "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n100000002\r\n{}\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n",
            "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
            "Host: elsewhere\r\nContent-Length: 2\r\n\r\n{}",
            "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
    private static final List<String> HOSTILE =
            List.of("[".repeat(30_000), "{\"a\":" + "9".repeat(100_000) + "}", "{\"a\":1e999999999}",
                    "{\"a\":\"\\ud800\"}", "{\"a\":\"" + "x".repeat(200_000) + "\"}", "{\"a\":1,\"a\":2}",
                    "\u0000\u0001\u0002", "", "null");

    private final TrustingTls tls;
    private final Map<String, Cost> costs = new TreeMap<>();
    private final Collection<String> letIn = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /** What a kind has spent, and what became of it. */
    private record Cost(LongAdder connections, LongAdder bytes, LongAdder answered, LongAdder cutOff) {

        Cost() {
            this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    private interface Attack {

        void once(String from, Cost cost) throws Exception;
    }

    Attackers(int port) {
        tls = new TrustingTls(port);
    }

    void begin() {
        repeat("wrong credentials with 1 MB", 1, 4, this::wrongWithABody);
        repeat("pipelined requests, answers not read", 2, 2, this::pipelined);
        repeat("connections that say nothing", 3, 4, (from, cost) -> held(from, cost, new byte[0]));
        repeat("heads a byte at a time", 4, 2, this::slowHead);
        repeat("handshakes that stop", 5, 2, (from, cost) -> held(from, cost, new byte[]{22, 3, 1, 2, 0, 1, 0}));
        repeat("wrong passwords", 6, 4, (from, cost) -> answered(from, cost, POST + wrong() + "Content-Length: 2\r\n\r\n{}"));
        repeat("requests that can be read in two ways", 7, 1, (from, cost) -> answered(from, cost, POST + RIGHT + one(AMBIGUOUS)));
        repeat("hostile payloads", 8, 1, (from, cost) -> {
            String body = one(HOSTILE);
            answered(from, cost,
                    POST + RIGHT + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        });
    }

    private void repeat(String kind, int net, int count, Attack attack) {
        Cost cost = costs.computeIfAbsent(kind, name -> new Cost());
        for (int i = 0; i < count; i++) {
            var unused = threads.submit(() -> {
                while (!ended.await(PAUSE_MS, MILLISECONDS)) {
                    try {
                        attack.once("127.0.%d.%d".formatted(net, 1 + ThreadLocalRandom.current().nextInt(8)), cost);
                    } catch (IOException e) {
                        cost.cutOff.increment(); // which is what it is for
                    }
                }
                return null;
            });
        }
    }

    private void wrongWithABody(String from, Cost cost) throws IOException {
        try (Socket socket = connected(from, cost)) {
            send(socket, cost, POST + wrong() + "Content-Length: 1000000\r\n\r\n");
            for (int i = 0; i < 100; i++) {
                send(socket, cost, "x".repeat(10_000));
            }
            answer(socket, cost);
        }
    }

    private void pipelined(String from, Cost cost) throws IOException {
        try (Socket socket = connected(from, cost, HELD_MS)) {
            while (ended.getCount() > 0) {
                send(socket, cost, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200));
            }
        }
    }

    private void held(String from, Cost cost, byte[] said) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < HELD_AT_ONCE; i++) {
                Socket socket = tls.plain(from);
                sockets.add(socket);
                cost.connections.increment();
                cost.bytes.add(said.length);
                socket.getOutputStream().write(said);
            }
            ended.await(HELD_MS, MILLISECONDS);
        } finally {
            sockets.forEach(Attackers::close);
        }
    }

    private void slowHead(String from, Cost cost) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < HELD_AT_ONCE / 10; i++) {
                sockets.add(connected(from, cost));
            }
            for (int i = 0; i < POST.length() && !ended.await(HELD_MS / 10, MILLISECONDS); i++) {
                for (Socket socket : sockets) {
                    send(socket, cost, POST.substring(i, i + 1));
                }
            }
        } finally {
            sockets.forEach(Attackers::close);
        }
    }

    private void answered(String from, Cost cost, String request) throws IOException {
        try (Socket socket = connected(from, cost)) {
            send(socket, cost, request);
            String status = answer(socket, cost);
            if (status.startsWith("2") || status.startsWith("500")) {
                letIn.add(status + " to " + request.substring(0, Math.min(400, request.length())));
            }
        }
    }

    private Socket connected(String from, Cost cost) throws IOException {
        return connected(from, cost, PATIENCE_MS);
    }

    private Socket connected(String from, Cost cost, int longestMs) throws IOException {
        Socket plain = tls.plain(from);
        cost.connections.increment();
        var unused = clock.schedule(() -> close(plain), longestMs, MILLISECONDS);
        return tls.over(plain);
    }

    private static void send(Socket socket, Cost cost, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        cost.bytes.add(bytes.length);
    }

    private static String answer(Socket socket, Cost cost) throws IOException {
        InputStream in = socket.getInputStream();
        String line = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
        if (line.length() < 12) {
            throw new IOException("closed without an answer");
        }
        cost.answered.increment();
        return line.substring(9);
    }

    private static String wrong() {
        return "Authorization: " + EmbeddedSerai.basic(Publishers.NAME, "guess " + ThreadLocalRandom.current().nextLong()) + "\r\n";
    }

    private static <T> T one(List<T> things) {
        return things.get(ThreadLocalRandom.current().nextInt(things.size()));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone already
        }
    }

    /** Requests that were answered as if they were right, or as Serai's own fault. */
    Collection<String> letIn() {
        return letIn;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        costs.forEach((kind, cost) -> text.append("  %s: %s connections, %s bytes, %s answered, %s cut off%n".formatted(kind,
                cost.connections, cost.bytes, cost.answered, cost.cutOff)));
        return text.toString().stripTrailing();
    }

    @Override
    public void close() throws InterruptedException {
        ended.countDown();
        threads.shutdown();
        clock.shutdown();
        assertThat(threads.awaitTermination(90, TimeUnit.SECONDS)).isTrue();
        clock.shutdownNow();
    }
}
