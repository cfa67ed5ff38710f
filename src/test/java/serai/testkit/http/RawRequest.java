package serai.testkit.http;

import serai.testkit.EmbeddedSerai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A request as bytes, right or wrong in its head, its framing, its encoding: what no HTTP client would send. */
public final class RawRequest {

    /** The status of no answer: the connection was closed. */
    public static final int NONE = 0;

    private static final int PATIENCE_MS = 30_000;
    private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW", "post");
    private static final List<String> TYPES = List.of("application/json; charset=utf-16", "application/json;charset=nonsense",
            "application/problem+json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
            "multipart/form-data; boundary=b", "*/*", "", ";", "application/json, text/plain", "APPLICATION/JSON");
    private static final List<String> CREDENTIALS = List.of("Basic", "Basic ====", "Basic dXNlcg==", "Bearer x", "",
            EmbeddedSerai.basic("praesidium", "wrong"), EmbeddedSerai.basic("", ""));
    private static final List<String> ENCODINGS = List.of("gzip", "deflate", "br", "identity", "x, y", "gzip, gzip");
    private static final List<String> OTHER_HEADERS = List.of("CamelHttpResponseCode: 500", "CamelHttpUri: http://127.0.0.1:1/",
            "CamelHttpPath: /..", "type: COURSE_STARTED", "Accept: nothing/at-all", "Expect: 100-continue", "Cookie: a=b; c",
            "Forwarded: for=unknown", "X-Long: " + "x".repeat(4_000), "breadcrumbId: \u00e9", "Exchange-Pattern: InOnly",
            "Content-Language: ,", "Range: bytes=0-1", "If-Match: *", "Upgrade: h2c", "Max-Forwards: 0");

    private final URI webhook;
    private final byte[] bytes;
    private final boolean whole;

    /** A server's answer. */
    public record Answer(int status, String text) {
    }

    private RawRequest(URI webhook, byte[] bytes, boolean whole) {
        this.webhook = webhook;
        this.bytes = bytes;
        this.whole = whole;
    }

    /** A correct request. */
    public static RawRequest right(URI webhook, String event) {
        byte[] body = event.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = headers(webhook);
        headers.put("Content-Length", Integer.toString(body.length));
        return new RawRequest(webhook, joined(head("POST " + webhook.getPath(), headers, List.of()), body), true);
    }

    /** A request in which each part may be wrong, but rarely more than one is. */
    public static RawRequest of(URI webhook, byte[] body, Random random) {
        Map<String, String> headers = headers(webhook);
        rarely(random, () -> headers.put("Content-Type", one(TYPES, random)));
        rarely(random, () -> headers.put("Authorization", one(CREDENTIALS, random)));
        rarely(random, () -> headers.remove(one(List.copyOf(headers.keySet()), random)));
        byte[] encoded = body;
        if (random.nextInt(10) == 0) {
            String encoding = one(ENCODINGS, random);
            headers.put("Content-Encoding", encoding);
            encoded = encoding.equals("gzip") && random.nextBoolean() ? gzip(body) : body;
        }
        String method = random.nextInt(20) == 0 ? one(METHODS, random) : "POST";
        String path = random.nextInt(20) == 0 ? one(List.of("/", "//", "/praesidium/events/", "/praesidium/events?a=b&%zz",
                "/praesidium/%65vents", "/praesidium/../praesidium/events", "*", "http://elsewhere.example/praesidium/events",
                "/" + "p".repeat(3_000)), random) : webhook.getPath();
        List<String> others = random.nextInt(5) == 0 ? List.of(one(OTHER_HEADERS, random), one(OTHER_HEADERS, random)) : List.of();
        boolean cut = random.nextInt(200) == 0;
        boolean chunked = random.nextInt(4) == 0;
        headers.put(chunked ? "Transfer-Encoding" : "Content-Length", chunked ? "chunked" : Integer.toString(encoded.length));
        byte[] framed = chunked ? chunks(encoded, random) : encoded;
        byte[] all = joined(head(method + " " + path, headers, others), framed);
        return new RawRequest(webhook, cut ? Arrays.copyOf(all, random.nextInt(all.length)) : all,
                !cut && !(method.equals("BREW") || method.equals("post")));
    }

    private static Map<String, String> headers(URI webhook) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", webhook.getAuthority());
        headers.put("Authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD));
        headers.put("Content-Type", "application/json");
        headers.put("Connection", "close");
        return headers;
    }

    private static void rarely(Random random, Runnable change) {
        if (random.nextInt(15) == 0) {
            change.run();
        }
    }

    private static byte[] head(String methodAndPath, Map<String, String> headers, List<String> others) {
        StringBuilder head = new StringBuilder(methodAndPath).append(" HTTP/1.1\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        others.forEach(header -> head.append(header).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] chunks(byte[] body, Random random) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int from = 0; from < body.length;) {
            int length = Math.min(body.length - from, 1 + random.nextInt(Math.max(1, body.length / 3)));
            chunks.writeBytes(
                    "%x%s\r\n".formatted(length, random.nextBoolean() ? "" : ";ext=\"x\"").getBytes(StandardCharsets.UTF_8));
            chunks.write(body, from, length);
            chunks.writeBytes(new byte[]{'\r', '\n'});
            from += length;
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return chunks.toByteArray();
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static byte[] joined(byte[] head, byte[] body) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(head);
        joined.writeBytes(body);
        return joined.toByteArray();
    }

    private static <T> T one(List<T> things, Random random) {
        return things.get(random.nextInt(things.size()));
    }

    /** Whether it has to be answered: it was not cut, and its method is one of HTTP's. */
    public boolean isWhole() {
        return whole;
    }

    /** @throws IOException if there is neither an answer nor an end of the connection for 30 s */
    public Answer send() throws IOException {
        try (Socket socket = new Socket(webhook.getHost(), webhook.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            String text = exchange(socket);
            String last = text.startsWith("HTTP/1.1 100") ? text.substring(text.indexOf("\r\n\r\n") + 4) : text;
            return new Answer(last.isEmpty() ? NONE : Integer.parseInt(last.split(" ", 3)[1]), last);
        }
    }

    private String exchange(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getOutputStream().write(bytes);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8_192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                answer.write(buffer, 0, read);
            }
        } catch (SocketException e) {
            // Closed by the server before all was written or read; what has come is its answer.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.length() > 3_000 ? text.substring(0, 3_000) + "…" : text;
    }
}
