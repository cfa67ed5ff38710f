package serai.webhook.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import serai.testkit.http.CountedPassword;
import serai.webhook.authentication.BasicAuthentication;
import serai.webhook.authentication.UsersBuilder;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** The route of a source on a real server, with steps that note what they see. */
abstract class WebhookRoute {

    static final String ROUTES = """
            - beans:
                - name: unauthorizedAnswer
                  type: serai.webhook.ProblemAnswer
                  properties:
                    status: 401
                - name: unreadableAnswer
                  type: serai.webhook.ProblemAnswer
                  properties:
                    status: 400
                    title: The event can't be read
                    details: "#bean:details"
                - name: unavailableAnswer
                  type: serai.webhook.ProblemAnswer
                  properties:
                    status: 503
                    retryAfterSeconds: 7
            - routeConfiguration:
                id: webhook
                onException:
                  - onException:
                      id: unauthorized
                      exception:
                        - serai.webhook.UnauthorizedException
                      handled:
                        constant:
                          expression: "true"
                      steps:
                        - process:
                            ref: unauthorizedAnswer
                  - onException:
                      id: unreadable
                      exception:
                        - java.lang.IllegalArgumentException
                      handled:
                        constant:
                          expression: "true"
                      steps:
                        - process:
                            ref: unreadableAnswer
                  - onException:
                      id: unavailable
                      exception:
                        - java.lang.IllegalStateException
                      handled:
                        constant:
                          expression: "true"
                      steps:
                        - process:
                            ref: unavailableAnswer
            - route:
                id: source
                group: event-loop
                routeConfigurationId: webhook
                from:
                  uri: platform-http
                  parameters:
                    path: /events
                    httpMethodRestrict: POST
                    consumes: application/json
                  steps:
                    - process:
                        ref: basicAuthentication
                    - process:
                        ref: laterSteps
            """;

    /** Where credentials are verified that are not known yet; the route goes on there. */
    public static final String VERIFYING = "webhook-passwords";

    final HttpClient client = HttpClient.newHttpClient();
    final CountedPassword dear = new CountedPassword("caravan of serai");
    final List<Map<String, Object>> headersSeen = new ArrayList<>();
    final List<String> publishersSeen = new ArrayList<>();
    final Set<String> threadsSeen = new HashSet<>();
    public DefaultCamelContext context;
    URI events;

    @BeforeAll
    void starts() throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        configuration.setMaxBodySize(1_000L);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(configuration);
        context = new DefaultCamelContext();
        context.addService(server, true, true);
        bindEngine(context);
        bindSteps();
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("source.camel.yaml", ROUTES));
        context.start();
        events = URI.create("http://127.0.0.1:%s/events".formatted(server.getPort()));
    }

    /** Camel's own engine, unless a subclass brings another. */
    void bindEngine(DefaultCamelContext to) {
        // Found by its service file.
    }

    void bindSteps() {
        context.getRegistry().bind("basicAuthentication", new BasicAuthentication(new UsersBuilder()
                .add("praesidium", dear).plain("other", "camel at the well").plain("other", "camel:new at the well").build(),
                Duration.ofMillis(1)));
        context.getRegistry().bind("details", (Function<Throwable, Map<String, Object>>) e -> Map.of("detail", "uuid is missing",
                "pointer", "/event_context/uuid"));
        context.getRegistry().bind("laterSteps", (Processor) exchange -> {
            synchronized (headersSeen) {
                threadsSeen.add(Thread.currentThread().getName());
                headersSeen.add(new HashMap<>(exchange.getMessage().getHeaders()));
                publishersSeen.add(exchange.getProperty(BasicAuthentication.PUBLISHER, String.class));
            }
            String body = exchange.getMessage().getBody(String.class);
            if (body.contains("unreadable")) {
                throw new IllegalArgumentException("not for the sender: " + body);
            }
            if (body.contains("outage")) {
                throw new IllegalStateException("not for the sender: " + body);
            }
            exchange.getMessage().setBody(null);
        });
    }

    @AfterAll
    void stops() {
        context.stop();
    }

    void isOfEngine(String thread) {
        assertThat(thread).containsAnyOf("vert.x-worker-thread", VERIFYING);
    }

    HttpRequest.Builder authorized(String pair) {
        return request("{}").header("Authorization", basic(pair));
    }

    HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(events).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new JsonMapper().readTree(answer.body());
    }
}
