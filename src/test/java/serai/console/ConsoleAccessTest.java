package serai.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.Logged;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may see what of the page, as HTTP tells it. */
class ConsoleAccessTest {

    @TempDir
    private Path data;
    private ConsoleRun serai;

    @BeforeEach
    void start() throws Exception {
        serai = ConsoleRun.start(data);
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    @Test
    void answersWithHeadersThatKeepThePageToItself() throws Exception {
        HttpResponse<String> page = serai.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Flow · Serai</title>");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*"));
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.body()).doesNotContain("style=\"", "onclick", "<style", "<script>");
        assertThat(serai.get("/assets/htmx.js").headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(serai.get("/assets/..%2Ftexts.properties").statusCode()).isEqualTo(404);
        assertThat(serai.get("/observe/health").statusCode()).isEqualTo(200);
    }

    @Test
    void answersNobodyWhoMeansAnotherHost() throws Exception {
        String host = "Host: serai.evil.example";

        assertThat(raw("GET / HTTP/1.1", host)).startsWith("HTTP/1.1 421 ");
        assertThat(raw("GET /flow/events HTTP/1.1", host)).startsWith("HTTP/1.1 421 ");
        assertThat(raw("GET / HTTP/1.1", "Host: [::1]:9876")).startsWith("HTTP/1.1 200 ");
        assertThat(raw("GET /observe/health HTTP/1.1", host)).startsWith("HTTP/1.1 200 ");
    }

    private String raw(String... head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(serai.address).getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((String.join("\r\n", head) + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void triesNoMorePasswordsOfAnAddressAfterFiveWrongOnes() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(serai.post("/sign-in", "name=operator&password=wrong-" + i, "Origin", serai.address).statusCode())
                    .isEqualTo(401);
        }

        assertThat(serai.post("/sign-in", "name=operator&password=" + serai.password(), "Origin", serai.address).statusCode())
                .isEqualTo(429);
    }

    @Test
    void endsASessionThatIsSignedOut() throws Exception {
        String session = serai.post("/sign-in", "name=operator&password=" + serai.password(), "Origin", serai.address).headers()
                .firstValue("Set-Cookie").orElseThrow().split(";")[0];
        String page = serai.get("/audit", "Cookie", session).body();
        assertThat(page).contains("No operator has done anything yet");
        String token = page.replaceFirst("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");

        assertThat(serai.post("/sign-out", "token=" + token, "Origin", serai.address, "Cookie", session).statusCode())
                .isEqualTo(303);

        assertThat(serai.get("/audit", "Cookie", session).statusCode()).isEqualTo(303);
    }

    @Test
    void logsWhoSignsInAndOutHowAndFromWhere() throws Exception {
        try (Logged log = new Logged()) {
            serai.post("/sign-in", "name=operator&password=wrong", "Origin", serai.address);
            assertThat(log.lines()).as("of a wrong password, which is counted").isEmpty();
            String session = serai.session();
            assertThat(log.lines()).singleElement().asString().startsWith("INFO ")
                    .endsWith(" - operator (operator, by password) has signed in to the operations page from 127.0.0.1.");

            String token = serai.get("/", "Cookie", session).body().replaceFirst("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");
            serai.post("/sign-out", "token=" + token, "Origin", serai.address, "Cookie", session);
            assertThat(log.lines()).last().asString()
                    .endsWith(" - operator (operator, by password) has signed out of the operations page from 127.0.0.1.");
        }
    }

    @Test
    void endsTheSessionBeforeWithANewSignIn() throws Exception {
        String form = "name=operator&password=" + serai.password();
        String first = serai.post("/sign-in", form, "Origin", serai.address).headers().firstValue("Set-Cookie").orElseThrow()
                .split(";")[0];

        serai.post("/sign-in", form, "Origin", serai.address, "Cookie", first);

        assertThat(serai.get("/audit", "Cookie", first).statusCode()).isEqualTo(303);
    }

    @Test
    void keepsNoMoreWindowsUpToDateThanItsBound() throws Exception {
        serai.close();
        serai = ConsoleRun.start(data, "serai.console.streams.max", "1");
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), URI.create(serai.address).getPort())) {
            first.setSoTimeout(30_000);
            first.getOutputStream().write("GET /flow/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            BufferedReader events = new BufferedReader(new InputStreamReader(first.getInputStream(), UTF_8));
            assertThat(events.lines().anyMatch("event: flow"::equals)).isTrue();

            assertThat(raw("GET /flow/events HTTP/1.1", "Host: localhost")).startsWith("HTTP/1.1 503 ");
        }
    }
}
