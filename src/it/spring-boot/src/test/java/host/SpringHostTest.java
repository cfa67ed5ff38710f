package host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import serai.Serai;
import serai.sandbox.SandboxHttp;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SpringHostTest {

    private static final String PASSWORD = "a password of the inn";

    @TempDir
    private Path folder;

    @Test
    void takesBothEventsInAtItsOwnServerAndDeliversThem() throws Exception {
        try (SandboxHttp lrs = new SandboxHttp("127.0.0.1", 0).start(); ConfigurableApplicationContext host = start(lrs)) {
            int port = Integer.parseInt(host.getEnvironment().getProperty("local.server.port"));
            new Page("spring-boot.md").run(Map.of("PORT", String.valueOf(port), "SERAI_PASSWORD", PASSWORD));
            Page.untilDelivered(host.getBean(Serai.class).journal()::balances);

            HttpResponse<String> health = get(port, "/actuator/health", "");
            assertEquals(200, health.statusCode(), health.body());
            assertTrue(health.body().contains("journal"), health.body());
            assertEquals("hello", get(port, "/hello", "").body());
        }
    }

    @Test
    void answersProblemsAndEchoesNoCredentials() throws Exception {
        try (SandboxHttp lrs = new SandboxHttp("127.0.0.1", 0).start(); ConfigurableApplicationContext host = start(lrs)) {
            int port = Integer.parseInt(host.getEnvironment().getProperty("local.server.port"));
            assertEquals(405, get(port, "/events", PASSWORD).statusCode());
            assertProblem(400, post(port, PASSWORD, "application/json", "{}"));
            assertProblem(415, post(port, PASSWORD, "text/plain", "{}"));
            assertProblem(401, post(port, "a wrong password", "application/json", "{}"));
        }
    }

    @Test
    void refusesASettingThatThereIsNot() throws Exception {
        try (SandboxHttp lrs = new SandboxHttp("127.0.0.1", 0).start()) {
            String message = assertThrows(RuntimeException.class, () -> start(lrs, "--serai.praesidium.pth=/events").close())
                    .getMessage();
            assertTrue(message.contains("serai.praesidium.pth (in Spring's Environment)"), message);
            assertTrue(message.contains("did you mean serai.praesidium.path?"), message);
        }
    }

    private static void assertProblem(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json"),
                answer.headers().toString());
        assertTrue(answer.headers().firstValue("Authorization").isEmpty(), answer.headers().toString());
    }

    private ConfigurableApplicationContext start(SandboxHttp lrs, String... more) {
        SpringApplicationBuilder host = new SpringApplicationBuilder(SpringHost.class).properties(Map.of());
        String[] arguments = {"--server.port=0", "--serai.data=" + folder.resolve("data"),
                "--serai.praesidium.password=" + PASSWORD,
                "--serai.lrs.url=http://127.0.0.1:" + lrs.port() + "/lrs"};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return host.run(all);
    }

    private static HttpResponse<String> post(int port, String password, String type, String body) throws Exception {
        return send(request(port, "/events", password).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(int port, String path, String password) throws Exception {
        return send(request(port, path, password).GET());
    }

    private static HttpRequest.Builder request(int port, String path, String password) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(("praesidium:" + password).getBytes()));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
