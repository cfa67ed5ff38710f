package serai.testkit.trace;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

/** Takes spans by OTLP over HTTP, in protobuf, and decodes them by the protocol's own classes. */
public final class OtlpCollector implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String service = "";
    private volatile int status = 200;

    public OtlpCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.setExecutor(threads);
        server.start();
    }

    /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param status answered from now on; 0: nothing, until this is closed */
    public OtlpCollector answers(int status) {
        this.status = status;
        return this;
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.incrementAndGet();
        int answer = status;
        if (answer == 0) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (answer == 200) {
            ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(resource -> {
                service = resource.getResource().toString();
                resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
            });
        }
        exchange.sendResponseHeaders(Math.max(answer, 200), -1);
        exchange.close();
    }

    public int requests() {
        return requests.get();
    }

    /** The resource that was sent with the spans: it describes the process that sends. */
    public String service() {
        return service;
    }

    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** The first span of that name in a trace; waits for it. */
    public Span span(String trace, String name) {
        await().atMost(30, SECONDS).until(() -> spans.stream().anyMatch(span -> is(span, trace, name)));
        return spans.stream().filter(span -> is(span, trace, name)).findFirst().orElseThrow();
    }

    private static boolean is(Span span, String trace, String name) {
        return hex(span.getTraceId()).equals(trace) && span.getName().equals(name);
    }

    public static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
