package serai.testkit.process;

import serai.testkit.EmbeddedSerai;
import serai.testkit.http.TrustingTls;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Publishers like Praesidium: from one address that has signed in before, an event at a time on each of a few connections; some
 * make a new connection for each event. An event that is not answered 202 at the first try counts as refused. If a loaded machine
 * makes the publisher's own handshake and first head take longer than they may, that is counted apart.
 */
public final class Publishers implements AutoCloseable {

    public static final String NAME = "academy";
    public static final String PASSWORD = "a caravan of forty camels";

    private static final String ADDRESS = "127.0.9.1";
    private static final int CONNECTIONS = 4;
    private static final int PAUSE_MS = 50;
    private static final int REFUSED_MAX = 1_000;

    /** {@code serai.webhook.head.max.ms}, for the handshake and the first head of a connection. */
    private static final long HEAD_MAX_MS = 5_000;
    private static final Pattern HEAD =
            Pattern.compile("(?is)HTTP/1\\.1 (\\d+).*?(?:content-length: (\\d+).*|transfer-encoding: chunked.*)");

    private final TrustingTls tls;
    private final String event;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Collection<String> refused = new ConcurrentLinkedQueue<>();
    private final AtomicLong slowestMs = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public Publishers(int port) throws IOException {
        tls = new TrustingTls(port);
        event = EmbeddedSerai.resource("praesidium-course-completed.json");
    }

    /** Returns once the first has signed in. */
    public void begin() throws IOException {
        try (Socket socket = tls.connect(ADDRESS)) {
            publish(socket, "close");
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            boolean keeps = i % 2 == 0;
            var unused = threads.submit(() -> publish(keeps));
        }
    }

    private Void publish(boolean keeps) throws Exception {
        Socket socket = null;
        long connected = 0;
        while (!ended.await(PAUSE_MS, MILLISECONDS)) {
            try {
                connected = socket == null ? System.nanoTime() : connected;
                socket = socket == null ? tls.connect(ADDRESS) : socket;
                publish(socket, keeps ? "keep-alive" : "close");
                socket = keeps ? socket : closed(socket);
                connected = 0; // what comes next on it is no first head
            } catch (IOException e) {
                long ms = connected == 0 ? 0 : (System.nanoTime() - connected) / 1_000_000;
                if (ms >= HEAD_MAX_MS) {
                    late.incrementAndGet();
                } else {
                    refused("by %s%s".formatted(e,
                            connected == 0 ? ", on a connection that was kept" : ", %s ms after connecting".formatted(ms)));
                }
                socket = closed(socket);
            }
        }
        closed(socket);
        return null;
    }

    private static Socket closed(Socket socket) throws IOException {
        if (socket != null) {
            socket.close();
        }
        return null;
    }

    private void publish(Socket socket, String connection) throws IOException {
        long begin = System.nanoTime();
        String learner = UUID.randomUUID().toString();
        byte[] body = event.replace("aaaaaaaa-bbbb-cccc-dddd-ffffffffffff", learner).getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream()
                .write(join("POST /praesidium/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: " + EmbeddedSerai.basic(NAME, PASSWORD) + "\r\nConnection: " + connection
                        + "\r\nContent-Length: "
                        + body.length + "\r\n\r\n", body));
        int status = status(socket.getInputStream());
        slowestMs.accumulateAndGet((System.nanoTime() - begin) / 1_000_000, Math::max);
        if (status == 202) {
            accepted.add(learner);
        } else {
            refused("with " + status);
        }
    }

    private static byte[] join(String head, byte[] body) {
        byte[] first = head.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    private static int status(InputStream in) throws IOException {
        String head = until("\r\n\r\n", in);
        Matcher told = HEAD.matcher(head);
        if (!told.matches()) {
            throw new IOException("an answer without a length: " + head);
        }
        if (told.group(2) != null) {
            in.readNBytes(Integer.parseInt(told.group(2)));
        } else {
            until("0\r\n\r\n", in);
        }
        return Integer.parseInt(told.group(1));
    }

    private static String until(String end, InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("closed without an answer");
            }
            text.append((char) read);
        }
        return text.toString();
    }

    private void refused(String how) {
        if (refused.size() < REFUSED_MAX) {
            refused.add(how);
        }
    }

    public Set<String> accepted() {
        return accepted;
    }

    public Collection<String> refused() {
        return refused;
    }

    @Override
    public String toString() {
        return "%s events accepted, the slowest in %s ms, %s refused; %s were begun too late by the publisher itself"
                .formatted(accepted.size(), slowestMs, refused.size(), late);
    }

    /** Returns when the last has its answer. */
    @Override
    public void close() throws InterruptedException {
        ended.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
}
