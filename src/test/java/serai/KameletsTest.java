package serai;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.passwords.PasswordHash;
import serai.sandbox.SandboxHttp;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import static org.assertj.core.api.Assertions.assertThat;

/** The Kamelets in the jar, in a context without Serai: no journal, no settings. */
class KameletsTest {

    private static final String PASSWORD = "a password of the inn";

    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private SandboxHttp lrs;
    private int port;

    @BeforeEach
    void startsAServerAndAStore() throws Exception {
        lrs = new SandboxHttp("127.0.0.1", 0).start();
        port = FreePort.number();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(server));
    }

    @AfterEach
    void stops() throws Exception {
        context.close();
        lrs.close();
    }

    @Test
    void takeAnEventInAndSendItOnAsAStatement() throws Exception {
        run("kamelet:praesidium-source?users=" + users(), "kamelet:xapi-sink?url=http://127.0.0.1:" + lrs.port() + "/lrs");

        assertThat(post(PASSWORD, "application/json", event()).statusCode()).isEqualTo(202);

        assertThat(lrs.lrs().size()).isEqualTo(1);
    }

    @Test
    void answerProblemsAndNothingThatWasAccepted() throws Exception {
        run("kamelet:praesidium-source?users=" + users(), "kamelet:xapi-sink?url=http://127.0.0.1:1/nobody");

        assertThat(post("a wrong password", "application/json", event()).statusCode()).isEqualTo(401);
        assertThat(post(PASSWORD, "text/plain", event()).statusCode()).isEqualTo(415);
        assertThat(post(PASSWORD, "application/json", "{}").statusCode()).isEqualTo(400);
        HttpResponse<String> lost = post(PASSWORD, "application/json", event());
        assertThat(lost.statusCode()).isEqualTo(503);
        assertThat(lost.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(lost.headers().map()).doesNotContainKey("Authorization");
    }

    private void run(String from, String to) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        });
        context.start();
    }

    private Path users() throws Exception {
        return Files.writeString(Files.createFile(folder.resolve("users"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                "praesidium:" + PasswordHash.create(PASSWORD).text() + "\n");
    }

    private static String event() throws Exception {
        return EmbeddedSerai.resource("praesidium-course-completed.json");
    }

    private HttpResponse<String> post(String password, String type, String body) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/praesidium/events"))
                .header("Content-Type", type).header("Authorization", EmbeddedSerai.basic("praesidium", password))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
