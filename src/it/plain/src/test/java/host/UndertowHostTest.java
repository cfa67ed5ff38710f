package host;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.Serai;
import serai.sandbox.SandboxHttp;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The webhook at an Undertow of the host's own, instead of platform-http: the column of docs/embedding/tomcat.md. */
class UndertowHostTest {

    private static final String PASSWORD = "a password of the inn";
    private static final String JSON = "application/json";

    @TempDir
    private Path folder;
    private int port;

    @Test
    void answersAsTheTableOfThePageSays() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (SandboxHttp lrs = new SandboxHttp("127.0.0.1", 0).start(); CamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setInitialProperties(settings(lrs));
            Serai serai = Serai.addTo(context);
            context.start();

            assertProblem(401, post("", JSON, "{}"));
            assertProblem(401, post("a wrong password", JSON, "{}"));
            assertProblem(415, post(PASSWORD, "text/plain", "{}"));
            assertProblem(400, post(PASSWORD, JSON, "{}"));
            assertEquals(405, send(request("", JSON).GET()).statusCode());
            new Page("tomcat.md").run(Map.of("PORT", String.valueOf(port), "SERAI_PASSWORD", PASSWORD)); // 401, 202, 202
            Page.untilDelivered(serai.journal()::balances);
        }
    }

    private Properties settings(SandboxHttp lrs) throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Properties settings = new Properties();
        settings.setProperty("serai.data", data.toString());
        settings.setProperty("serai.mct.enabled", "false");
        settings.setProperty("serai.praesidium.consumer",
                "undertow:http://127.0.0.1:" + port + "/praesidium/events?httpMethodRestrict=POST");
        settings.setProperty("serai.praesidium.password", PASSWORD);
        settings.setProperty("serai.lrs.url", "http://127.0.0.1:" + lrs.port() + "/lrs");
        return settings;
    }

    private static void assertProblem(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json"),
                answer.headers().toString());
        assertTrue(answer.headers().firstValue("Authorization").isEmpty(), answer.headers().toString());
    }

    private HttpResponse<String> post(String password, String type, String body) throws Exception {
        return send(request(password, type).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String password, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/praesidium/events"))
                .header("Content-Type", type);
        if (!password.isEmpty()) {
            request.header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(("praesidium:" + password).getBytes()));
        }
        return request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
