package serai.testkit;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import serai.Serai;
import serai.journal.Balance;
import serai.sandbox.SandboxHttp;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Serai in a plain CamelContext, as somebody would embed it, with the sandbox as the remote parties. */
public final class EmbeddedSerai extends StartedContext {

    public static final String TOPIC = "MCTEvents";
    public static final String SUBSCRIPTION = TOPIC + "/subscriptions/serai";
    public static final int BODY_MAX_BYTES = 100_000;
    public static final String PASSWORD = "pass:wörd of the inn";

    private final Path data;
    private final Properties settings = new Properties();
    private final ServiceBusNamespace namespace;
    private final SandboxHttp http;
    private final HttpClient client = HttpClient.newHttpClient();
    private MeterRegistry meters;
    private Consumer<CamelContext> first = context -> {};
    private int port;

    public EmbeddedSerai(Path data) throws IOException {
        this.data = data;
        this.namespace = new NamespaceBuilder().port(0).topic(TOPIC, "serai").queue("events").build().start();
        this.http = new SandboxHttp("127.0.0.1", 0).start();
        settings.setProperty("serai.data", data.toString());
        settings.setProperty("serai.praesidium.password", PASSWORD);
        settings.setProperty("serai.servicebus.connection", namespace.connectionString());
        settings.setProperty("serai.lrs.url", "http://127.0.0.1:" + http.port() + "/lrs");
        // Whether a start is a redraw depends on the order of the commits, and tests count what arrives.
        settings.setProperty("serai.mct.redraw.window.hours", "0");
        settings.setProperty("serai.retry.delay.ms", "50");
        settings.setProperty("serai.retry.delay.max.ms", "200");
    }

    public EmbeddedSerai with(String setting, String value) {
        settings.setProperty(setting, value);
        return this;
    }

    public EmbeddedSerai with(MeterRegistry registry) {
        meters = registry;
        return this;
    }

    /** @param prepared is given the context before Serai is added */
    public EmbeddedSerai with(Consumer<CamelContext> prepared) {
        first = prepared;
        return this;
    }

    public EmbeddedSerai start() throws Exception {
        port = FreePort.number();
        context = new DefaultCamelContext();
        context.getPropertiesComponent().setInitialProperties(settings);
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(port);
        configuration.setMaxBodySize((long) BODY_MAX_BYTES);
        context.getRegistry().bind("server", configuration);
        if (meters != null) {
            context.getRegistry().bind("meters", MeterRegistry.class, meters);
        }
        context.addService(new VertxPlatformHttpServer(configuration));
        first.accept(context);
        Serai.addTo(context);
        context.start();
        return this;
    }

    @Override
    public void close() {
        super.close();
        namespace.close();
        http.close();
    }

    public ServiceBusNamespace namespace() {
        return namespace;
    }

    public SandboxHttp http() {
        return http;
    }

    public Path data() {
        return data;
    }

    public void publish(String... events) {
        publishTo(TOPIC, events);
    }

    /** @param path of a topic or queue: the same to a sender */
    public void publishTo(String path, String... events) {
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder().connectionString(namespace.connectionString())
                .sender().topicName(path).buildClient()) {
            List.of(events).forEach(event -> sender.sendMessage(new ServiceBusMessage(event)));
        }
    }

    public HttpRequest.Builder request() {
        return HttpRequest.newBuilder(webhook()).header("Content-Type", "application/json")
                .header("Authorization", basic("praesidium", PASSWORD));
    }

    public URI webhook() {
        return URI.create("http://127.0.0.1:" + port + "/praesidium/events");
    }

    public static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request().POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Waits until each destination in the journal has that many records, all delivered; 30 s at the most. */
    public void untilDelivered(int routed) {
        await().atMost(30, SECONDS).untilAsserted(() -> {
            Map<String, Balance> balances = journal().balances();
            assertThat(balances).isNotEmpty();
            balances.forEach((name, balance) -> assertThat(balance).as(name).isEqualTo(new Balance(routed, routed, 0, 0, 0)));
        });
    }

    public static List<String> mctSequence() throws IOException {
        return resource("mct-sequence.jsonl").lines().toList();
    }

    public static String resource(String name) throws IOException {
        try (InputStream resource = EmbeddedSerai.class.getResourceAsStream("/serai/sandbox/" + name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
