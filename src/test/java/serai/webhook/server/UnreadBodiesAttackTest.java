package serai.webhook.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * 300 connections with wrong credentials and bodies of a megabyte that never end, from as many addresses, against a process with
 * {@code -Xmx256m}: before heads were looked at first, it was dead for good with full collections.
 */
class UnreadBodiesAttackTest {

    private static final int CONNECTIONS = 300;
    private static final int BODY_BYTES = 1_048_576;
    private static final int POSTS = 30;

    private final AtomicLong sentBytes = new AtomicLong();

    @Test
    @Timeout(120)
    void legitimatePostsAreAnsweredThroughout(@TempDir Path folder) throws Exception {
        SeraiFolder serai =
                new SeraiFolder(folder).with("serai.mct.enabled", "false").withVariable("JAVA_TOOL_OPTIONS", "-Xmx256m");
        ExecutorService attackers = Executors.newFixedThreadPool(50);
        List<Socket> sockets = new ArrayList<>();
        try (SeraiProcess process = serai.start("run").untilRunning()) {
            int port = Integer.parseInt(serai.settings().getProperty("camel.server.port"));
            long began = System.nanoTime();
            CountDownLatch open = new CountDownLatch(CONNECTIONS);
            List<Future<?>> attack = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.bind(new InetSocketAddress(
                        InetAddress.getByAddress(new byte[]{127, 1, (byte) (i / 250), (byte) (1 + i % 250)}), 0));
                int number = i;
                attack.add(attackers.submit(() -> flood(socket, port, number, open)));
            }
            assertThat(open.await(30, SECONDS)).isTrue();

            HttpClient client = HttpClient.newHttpClient();
            String event = EmbeddedSerai.resource("praesidium-course-completed.json");
            long slowest = 0;
            for (int i = 0; i < POSTS; i++) {
                long sent = System.nanoTime();
                HttpResponse<String> answer =
                        client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/praesidium/events"))
                                .header("Authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD))
                                .timeout(Duration.ofSeconds(20))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(event.replace("email@", i + "@"))).build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(process::errors).isEqualTo(202);
                slowest = Math.max(slowest, System.nanoTime() - sent);
            }
            for (Future<?> one : attack) {
                one.get(30, SECONDS);
            }
            System.out.printf("%d connections, %d MB sent, %d ms; %d posts answered 202, the slowest after %d ms; %s%n",
                    CONNECTIONS,
                    sentBytes.get() >> 20, (System.nanoTime() - began) / 1_000_000, POSTS, slowest / 1_000_000, peak(process));
            assertThat(process.errors()).doesNotContain("OutOfMemoryError");
        } finally {
            attackers.shutdownNow();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private Object flood(Socket socket, int port, int number, CountDownLatch open) throws IOException {
        byte[] head = ("POST /praesidium/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: "
                + EmbeddedSerai.basic("praesidium", "guess" + number) + "\r\nContent-Length: " + BODY_BYTES + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
            socket.getOutputStream().write(head);
            byte[] part = " ".repeat(16_384).getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < BODY_BYTES - part.length; sent += part.length) { // never the last part
                socket.getOutputStream().write(part);
                sentBytes.addAndGet(part.length);
            }
        } catch (IOException e) {
            // Closed, as it should be.
        } finally {
            open.countDown();
        }
        return null;
    }

    private static String peak(SeraiProcess process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.exists(
                status) ? Files.readString(status).lines().filter(line -> line.startsWith("VmHWM")).findFirst().orElse("")
                        .replaceAll("\\s+", " ") : "";
    }
}
