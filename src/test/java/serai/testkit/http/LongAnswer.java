package serai.testkit.http;

import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** A server whose answers have no end, until it is told to answer as a learning record store; it counts what is taken of them. */
public final class LongAnswer implements AutoCloseable {

    /** What has no end. */
    public enum Part {
        TEXT("Transfer-Encoding: chunked\r\n\r\n", chunk(" ".repeat(8_192).getBytes(StandardCharsets.US_ASCII)),
                "more than 1048576 bytes"),
        LENGTH("Content-Length: 1610612736\r\n\r\n", " ".repeat(8_192).getBytes(StandardCharsets.US_ASCII),
                "more than 1048576 bytes"),
        /** 24 of the repeated part are 1.5 GiB. */
        ZIPPED("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", chunk(zipped(64 << 20)), "more than 1048576 bytes"),
        ZIPPED_TO_NOTHING("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", manyTimes(chunk(zipped(0))),
                "compressed in more than 100 empty gzip members"),
        ZIPPED_OVER_AND_OVER("Content-Encoding: " + "gzip, ".repeat(1_000) + "gzip\r\nTransfer-Encoding: chunked\r\n\r\n",
                chunk(zipped(0)), "compressed more than 2 times"),
        HEADERS("", manyTimes("X-More: and more\r\n".getBytes(StandardCharsets.US_ASCII)),
                "more than 100 lines before or after the body"),
        HEADER("X-More: ", "and more".repeat(1_024).getBytes(StandardCharsets.US_ASCII), "a line of more than 16384 bytes"),
        EXTENSION("Transfer-Encoding: chunked\r\n\r\n2;", "and=more".repeat(1_024).getBytes(StandardCharsets.US_ASCII),
                "a line of more than 16384 bytes"),
        TRAILERS("Transfer-Encoding: chunked\r\n\r\n0\r\n", manyTimes("X-More: and more\r\n".getBytes(StandardCharsets.US_ASCII)),
                "more than 100 lines before or after the body");

        private final String begins;
        private final byte[] repeats;
        /** What Serai says of it. */
        public final String said;

        Part(String begins, byte[] repeats, String said) {
            this.begins = begins;
            this.repeats = repeats;
            this.said = said;
        }
    }

    private static final long MOST = 1L << 30;
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong most = new AtomicLong();
    private final String methods;
    private final int status;
    private volatile Part part;

    /** @param methods those whose answer has no end; others are answered with an empty one of 409 */
    public LongAnswer(String methods, int status, Part part) throws IOException {
        this.methods = methods;
        this.status = status;
        this.part = part;
        var unused = threads.submit(this::accept);
    }

    public LongAnswer(int status, Part part) throws IOException {
        this("GET POST", status, part);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    public int requests() {
        return requests.get();
    }

    /** The most bytes of an answer that could be written, those in buffers included. */
    public long mostBytesTaken() {
        return most.get();
    }

    /** From now on, answers with the list of the statements' ids that it is sent. */
    public void answersRightly() {
        part = null;
    }

    public void answersAtLength(Part part) {
        this.part = part;
    }

    private Void accept() throws IOException {
        while (true) {
            Socket connection = server.accept();
            var unused = threads.submit(() -> answerAll(connection));
        }
    }

    private Void answerAll(Socket connection) throws IOException {
        try (connection; InputStream in = connection.getInputStream(); OutputStream out = connection.getOutputStream()) {
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                Matcher length = LENGTH.matcher(head);
                byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
                requests.incrementAndGet();
                answer(head.split(" ", 2)[0], body, out);
            }
        }
        return null;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int read = in.read(); read >= 0 && head.indexOf("\r\n\r\n") < 0; read = in.read()) {
            head.append((char) read);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private void answer(String method, byte[] body, OutputStream out) throws IOException {
        Part endless = part;
        if (endless == null) {
            byte[] ids = ids(body);
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n".formatted(ids.length)
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(ids);
            return;
        }
        if (!methods.contains(method)) {
            out.write("HTTP/1.1 409 Known\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        long taken = 0;
        try {
            out.write("HTTP/1.1 %s Long\r\n%s".formatted(status, endless.begins).getBytes(StandardCharsets.US_ASCII));
            for (; taken < MOST && !threads.isShutdown(); taken += endless.repeats.length) {
                out.write(endless.repeats);
            }
        } finally {
            most.accumulateAndGet(taken, Math::max);
        }
    }

    private static byte[] ids(byte[] statements) throws IOException {
        List<String> ids = new ArrayList<>();
        new JsonMapper().readTree(statements).forEach(statement -> ids.add(statement.path("id").asText()));
        return new JsonMapper().writeValueAsBytes(ids);
    }

    private static byte[] zipped(int zeros) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            byte[] some = new byte[1 << 20];
            for (int written = 0; written < zeros; written += some.length) {
                out.write(some);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return zipped.toByteArray();
    }

    private static byte[] chunk(byte[] content) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes("%x\r\n".formatted(content.length).getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(content);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    private static byte[] manyTimes(byte[] part) {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 400; i++) {
            many.writeBytes(part);
        }
        return many.toByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
