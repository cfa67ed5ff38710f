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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.webhook.authentication.BasicAuthentication;
import serai.webhook.authentication.CountedPassword;
import serai.webhook.authentication.UsersBuilder;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** The steps on a real server, in the YAML that a source's route uses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class WebhookRouteTest {

    private static final String ROUTES = """
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

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountedPassword dear = new CountedPassword("caravan of serai");
    private final List<Map<String, Object>> headersSeen = new ArrayList<>();
    private final List<String> publishersSeen = new ArrayList<>();
    final Set<String> threadsSeen = new HashSet<>();
    public DefaultCamelContext context;
    private URI events;

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

    private void bindSteps() {
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

    @Test
    void answers401WithAChallengeToARequestWithoutCredentials() throws Exception {
        HttpResponse<String> answer = send(request("{}"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("Basic realm=\"serai\", charset=\"UTF-8\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).path("title").textValue()).isEqualTo("Unauthorized");
        assertThat(json(answer).path("status").intValue()).isEqualTo(401);
        assertThat(json(answer).path("detail").textValue()).contains("Authorization header is missing");
    }

    @Test
    void answers401ToWrongOrGarbledCredentials() throws Exception {
        for (String header : List.of(basic("praesidium:camel at the well"), basic("nobody:caravan of serai"), "Basic ?",
                "Bearer caravan")) {
            HttpResponse<String> answer = send(request("{}").header("Authorization", header));

            assertThat(answer.statusCode()).as(header).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("caravan", "nobody");
        }
    }

    @Test
    void answers401WhereTheHeaderIsGivenTwice() throws Exception {
        HttpResponse<String> answer = send(request("{}").header("Authorization", basic("other:camel at the well"))
                .header("Authorization", basic("praesidium:camel at the well")));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    /** A query stands in logs of proxies, and in whatever page links to it. */
    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "%41uthorization"})
    void answers401WhereTheCredentialsStandInTheQuery(String name) throws Exception {
        String right = basic("other:camel at the well");
        URI query = URI.create(events + "?" + name + "=" + URLEncoder.encode(right, StandardCharsets.UTF_8).replace("+", "%20"));
        HttpRequest.Builder request = HttpRequest.newBuilder(query).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(send(request).statusCode()).isEqualTo(401);
        assertThat(send(request.header("Authorization", right)).statusCode()).as("and beside the header").isEqualTo(401);
    }

    @Test
    void letsSeveralUsersInAndTellsTheRouteWhoTheyAre() throws Exception {
        assertThat(send(authorized("praesidium:caravan of serai")).statusCode()).isBetween(200, 204);
        assertThat(send(authorized("other:camel at the well")).statusCode()).isBetween(200, 204);

        assertThat(publishersSeen).contains("praesidium", "other");
    }

    @Test
    void acceptsBothPasswordsWhileOneIsBeingChanged() throws Exception {
        assertThat(send(authorized("other:camel at the well")).statusCode()).isBetween(200, 204);
        assertThat(send(authorized("other:camel:new at the well")).statusCode()).isBetween(200, 204);
    }

    @Test
    void keepsTheCredentialsFromLaterStepsAndFromTheAnswer() throws Exception {
        HttpResponse<String> accepted = send(authorized("other:camel at the well"));
        HttpResponse<String> refused = send(request("{}").header("Authorization", basic("other:wrong"))
                .header("X-Foreign", "echo"));

        assertThat(headersSeen).isNotEmpty()
                .allSatisfy(headers -> assertThat(headers.keySet()).noneMatch("Authorization"::equalsIgnoreCase));
        assertThat(accepted.headers().firstValue("Authorization")).isEmpty();
        assertThat(refused.headers().firstValue("Authorization")).isEmpty();
        assertThat(refused.headers().firstValue("X-Foreign")).isEmpty();
    }

    @Test
    void runsPbkdf2OnceForAThousandRequests() {
        int before = dear.runs.get();

        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(client.sendAsync(authorized("praesidium:caravan of serai").build(), HttpResponse.BodyHandlers.ofString()));
            if (i % 50 == 0) {
                answers.forEach(CompletableFuture::join);
            }
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join().statusCode()).isBetween(200, 204));
        assertThat(dear.runs.get() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void doesNotForgetTheRightPasswordForAWrongOne() throws Exception {
        send(authorized("praesidium:caravan of serai"));
        for (int i = 0; i < 20; i++) {
            assertThat(send(authorized("praesidium:guess" + i)).statusCode()).isEqualTo(401);
        }
        int before = dear.runs.get();

        assertThat(send(authorized("praesidium:caravan of serai")).statusCode()).isBetween(200, 204);

        assertThat(dear.runs).hasValue(before);
    }

    @Test
    void tellsTheSenderWhatTheDetailsSayAndNothingOfTheException() throws Exception {
        HttpResponse<String> answer = send(request("{\"unreadable\": \"anna\"}")
                .header("Authorization", basic("other:camel at the well")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"The event can't be read\","
                + "\"status\":400,\"detail\":\"uuid is missing\",\"pointer\":\"/event_context/uuid\"}");
    }

    @Test
    void tellsTheSenderWhenToTryAgain() throws Exception {
        HttpResponse<String> answer = send(request("{\"outage\": \"anna\"}")
                .header("Authorization", basic("other:camel at the well")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(answer.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503}");
    }

    @Test
    void leavesOtherMethodsTypesAndSizesToTheServer() throws Exception {
        String right = basic("other:camel at the well");

        assertThat(send(HttpRequest.newBuilder(events).header("Authorization", right)).statusCode()).isEqualTo(405);
        assertThat(send(HttpRequest.newBuilder(events).header("Authorization", right)
                .header("Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("{}"))).statusCode())
                .isEqualTo(415);
        assertThat(send(request(" ".repeat(1_001)).header("Authorization", right)).statusCode()).isEqualTo(413);
    }

    @Test
    void runsOnTheThreadsOfItsEngine() throws Exception {
        send(authorized("other:camel at the well"));

        assertThat(threadsSeen).isNotEmpty().allSatisfy(this::isOfEngine);
    }

    void isOfEngine(String thread) {
        assertThat(thread).containsAnyOf("vert.x-worker-thread", VERIFYING);
    }

    HttpRequest.Builder authorized(String pair) {
        return request("{}").header("Authorization", basic(pair));
    }

    private HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(events).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new JsonMapper().readTree(answer.body());
    }
}
