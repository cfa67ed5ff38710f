package serai.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for Azure Blob Storage as far as uploads go: it knows Put Blob, one container, one account with a key, and its answers
 * have the form of the service's. It is no Azure, and verifies of a signature only that it was made with the key.
 */
public final class FakeBlobStorage implements AutoCloseable {

    public static final String ACCOUNT = "contoso";
    public static final String KEY = Base64.getEncoder().encodeToString("the key of a stand-in".getBytes(StandardCharsets.UTF_8));
    public static final String CONTAINER = "learning";

    /** An answer to the next request instead of the ordinary one. */
    private record Answer(int status, String code, boolean stored, boolean broken) {
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> blobs = new TreeMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> contentTypes = new CopyOnWriteArrayList<>();
    private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch hold = new CountDownLatch(0);

    public FakeBlobStorage() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:%s/%s".formatted(server.getAddress().getPort(), ACCOUNT);
    }

    /** The next request is answered like this and not carried out. */
    public FakeBlobStorage answers(int status, String code) {
        next.add(new Answer(status, code, false, false));
        return this;
    }

    /** The next upload is carried out, and then the connection breaks. */
    public FakeBlobStorage breaksAfterTheNext() {
        next.add(new Answer(0, "", true, true));
        return this;
    }

    /** The next upload is not carried out, because the connection breaks. */
    public FakeBlobStorage breaksBeforeTheNext() {
        next.add(new Answer(0, "", false, true));
        return this;
    }

    /** Requests wait until that is counted down. */
    public FakeBlobStorage holds(CountDownLatch until) {
        hold = until;
        return this;
    }

    /** Content by name, in the order of the names. */
    public Map<String, String> blobs() {
        synchronized (blobs) {
            return new TreeMap<>(blobs);
        }
    }

    /** Method and path of each request, in order. */
    public List<String> requests() {
        return requests;
    }

    public List<String> contentTypes() {
        return contentTypes;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(exchange.getRequestMethod() + " " + path);
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Answer special = next.poll();
        if (special != null && !special.stored) {
            end(exchange, special);
            return;
        }
        String folder = "/%s/%s/".formatted(ACCOUNT, CONTAINER);
        Answer ordinary = !isSigned(exchange) ? new Answer(403, "AuthenticationFailed", false, false)
                : !path.startsWith(folder) ? new Answer(404, "ContainerNotFound", false, false)
                        : !exchange.getRequestMethod().equals("PUT") ? new Answer(405, "UnsupportedHttpVerb", false, false)
                                : !md5(body).equals(exchange.getRequestHeaders().getFirst("Content-MD5"))
                                        ? new Answer(400, "Md5Mismatch", false, false) : new Answer(201, "", true, false);
        if (ordinary.stored) {
            contentTypes.add(exchange.getRequestHeaders().getFirst("x-ms-blob-content-type"));
            synchronized (blobs) {
                blobs.put(path.substring(folder.length()), new String(body, StandardCharsets.UTF_8));
            }
        }
        end(exchange, special == null ? ordinary : special);
    }

    private static void end(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.broken) {
            exchange.close();
            throw new IOException("the connection breaks");
        }
        byte[] text = answer.code.isEmpty() ? new byte[0]
                : "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>Told by a stand-in, ana@example.org</Message></Error>"
                        .formatted(answer.code).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        if (!answer.code.isEmpty()) {
            exchange.getResponseHeaders().set("x-ms-error-code", answer.code);
        } else {
            exchange.getResponseHeaders().set("ETag", "\"0x1\"");
            exchange.getResponseHeaders().set("Last-Modified", "Sat, 28 Nov 2026 10:00:00 GMT");
        }
        exchange.sendResponseHeaders(answer.status, text.length == 0 ? -1 : text.length);
        if (text.length > 0) {
            exchange.getResponseBody().write(text);
        }
        exchange.close();
    }

    /** The string to sign of "Authorize with Shared Key", or a signature in the address. */
    private static boolean isSigned(HttpExchange exchange) {
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        if (query.contains("sig=right")) {
            return true;
        }
        StringBuilder text = new StringBuilder(exchange.getRequestMethod());
        for (String name : List.of("Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date",
                "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            text.append('\n').append(value == null ? "" : value);
        }
        text.append('\n');
        new TreeMap<>(exchange.getRequestHeaders()).forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith("x-ms-")) {
                text.append(name.toLowerCase(Locale.ROOT)).append(':').append(String.join(",", values)).append('\n');
            }
        });
        text.append('/').append(ACCOUNT).append(exchange.getRequestURI().getRawPath());
        return "SharedKey %s:%s".formatted(ACCOUNT, signature(text.toString()))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String md5(byte[] body) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        hold.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
