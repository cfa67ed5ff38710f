package serai;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.SandboxHttp;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.http.HashedPassword;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The Kamelets in the jar, in a context without Serai: no journal, no settings. */
class KameletsTest {

    private static final String PASSWORD = HashedPassword.FIRST;

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
    void sendAnEventOnAsAnEnvelopeOfCaliper() throws Exception {
        run("kamelet:praesidium-source?users=" + users(),
                "kamelet:caliper-sink?url=http://127.0.0.1:" + port + "/caliper&token=key");
        List<String> envelopes = new CopyOnWriteArrayList<>();
        List<String> tokens = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/caliper").convertBodyTo(String.class).process(exchange -> {
                    envelopes.add(exchange.getMessage().getBody(String.class));
                    tokens.add(exchange.getMessage().getHeader("Authorization", String.class));
                });
            }
        });

        assertThat(post(PASSWORD, "application/json", event()).statusCode()).isEqualTo(202);

        assertThat(tokens).containsExactly("Bearer key");
        assertThat(envelopes).singleElement().satisfies(text -> {
            JsonNode envelope = JsonMapper.builder().build().readTree(text);
            assertThat(envelope.path("dataVersion").asText()).isEqualTo("http://purl.imsglobal.org/ctx/caliper/v1p2");
            assertThat(envelope.path("data")).hasSize(1);
        });
    }

    @Test
    void receiveMessagesAndCompleteWhatWasSentOn() throws Exception {
        try (ServiceBusNamespace namespace = new NamespaceBuilder().port(0).topic("MCTEvents", "serai").build().start()) {
            context.getPropertiesComponent().addInitialProperty("broker", namespace.connectionString());
            run("kamelet:mct-source?topic=MCTEvents&credential=CONNECTION_STRING&connectionString={{broker}}",
                    "kamelet:xapi-sink?url=http://127.0.0.1:" + lrs.port() + "/lrs");
            try (ServiceBusSenderClient sender =
                    new ServiceBusClientBuilder().connectionString(namespace.connectionString()).sender()
                            .topicName("MCTEvents").buildClient()) {
                sender.sendMessage(new ServiceBusMessage(EmbeddedSerai.mctSequence().get(0)));
                sender.sendMessage(new ServiceBusMessage("no event"));
            }

            await().atMost(60, SECONDS).untilAsserted(() -> {
                assertThat(namespace.counts(EmbeddedSerai.SUBSCRIPTION).completed()).isEqualTo(1);
                assertThat(namespace.counts(EmbeddedSerai.SUBSCRIPTION).deadLettered()).isEqualTo(1);
            });
            assertThat(lrs.lrs().size()).isEqualTo(1);
            context.stop();
        }
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
                "praesidium:" + HashedPassword.HASH_OF_FIRST + "\n");
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
