package serai.sandbox.praesidium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.sandbox.SandboxHttp;
import serai.testkit.lrs.XapiClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

class PraesidiumTestEndpointTest {

    private static final String REQUEST = """
            {"client_id": "35F5C5A985D111EB857A0A3ECA36592D", "user_guid": "584adf35-85d1-11eb-857a-0a3eca36592d",
             "email": "lcarl@notreallythere.com", "location_guid": "5f383262-85d1-11eb-857a-0a3eca36592d",
             "courseSku": "TCCE1001", "date": "2021-03-11T12:01:03"%s}
            """;

    private record Received(String path, String authorization, String contentType, String body) {
    }

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final SandboxHttp server = new SandboxHttp("127.0.0.1", 0);
    private final XapiClient client = new XapiClient(server);
    private HttpServer webhook;

    @BeforeEach
    void starts() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            received.add(new Received(exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/refuses") ? 400 : 202, -1);
            exchange.close();
        });
        webhook.start();
        server.start();
    }

    @AfterEach
    void stops() {
        server.close();
        webhook.stop(0);
    }

    @Test
    void answersSuccessAndThenPublishesOneEvent() throws Exception {
        server.praesidium().publishesTo(address("/praesidium/events"), "praesidium", "caravan");

        HttpResponse<String> answer = ask("");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"message\":\"success\"}");
        Received event = received.poll(30, TimeUnit.SECONDS);
        assertThat(event.path()).isEqualTo("/praesidium/events");
        assertThat(event.authorization()).isEqualTo("Basic cHJhZXNpZGl1bTpjYXJhdmFu");
        assertThat(event.contentType()).isEqualTo("application/json");
        JsonNode json = new JsonMapper().readTree(event.body());
        assertThat(json.get("version").textValue()).isEqualTo("1.0");
        assertThat(json.get("event_type").textValue()).isEqualTo("COURSE_COMPLETED");
        assertThat(json.get("event_timestamp").textValue()).isEqualTo("2021-03-11 12:01:03");
        assertThat(json.at("/event_context/uuid").textValue()).isEqualTo("584adf35-85d1-11eb-857a-0a3eca36592d");
        assertThat(json.at("/event_context/user").textValue()).isEqualTo("lcarl@notreallythere.com");
        assertThat(json.at("/event_context/course/id").textValue()).isEqualTo("TCCE1001");
        assertThat(json.at("/event_specific_detail/user_detail").fieldNames()).toIterable().containsExactly("first_name",
                "last_name", "clientExternalId", "ref3", "ref4", "ref5", "ref7", "ref8", "ref9");
        await().atMost(Duration.ofSeconds(30)).until(() -> server.praesidium().published() == 1);
        assertThat(received).isEmpty();
    }

    @Test
    void keepsAnAddressThatWasSentUntilItIsChangedAgain() throws Exception {
        server.praesidium().publishesTo(address("/first"));

        ask(", \"url\": \"%s\"".formatted(address("/second")));
        assertThat(received.poll(30, TimeUnit.SECONDS).path()).isEqualTo("/second");

        ask("");
        assertThat(received.poll(30, TimeUnit.SECONDS).path()).isEqualTo("/second");
        assertThat(server.praesidium().endpoint()).contains(address("/second"));
    }

    @Test
    void givesItsCredentialsToNobodyButWhomTheyAreFor() throws Exception {
        server.praesidium().publishesTo(address("/praesidium/events"), "praesidium", "caravan");

        for (String other : List.of("/other", "/praesidium/events/", "/praesidium/events?to=me")) {
            ask(", \"url\": \"%s\"".formatted(address(other)));
            assertThat(received.poll(30, TimeUnit.SECONDS).authorization()).isNull();
        }

        ask(", \"url\": \"%s\"".formatted(address("/praesidium/events")));
        assertThat(received.poll(30, TimeUnit.SECONDS).authorization()).startsWith("Basic ");
    }

    @ParameterizedTest
    @CsvSource({"text/plain, 415", "'', 415", "application/x-www-form-urlencoded, 415", "APPLICATION/JSON; charset=utf-8, 200"})
    void takesJsonOnly(String type, int status) throws Exception {
        server.praesidium().publishesTo(address("/"));

        assertThat(client.send(client.bare(PraesidiumTestEndpoint.PATH).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(REQUEST.formatted("")))).statusCode()).isEqualTo(status);
    }

    @Test
    void needsAnAddressToPublishTo() throws Exception {
        assertThat(ask("").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://test.client.eventpublication/endpoint", "http://10.0.0.1/", "http://127.0.0.1.example.org/",
            "http://user@example.org/#127.0.0.1", "file:///etc/passwd", "http://[::2]/", "localhost", "http://a b/"})
    void publishesToNobodyOutsideOfThisMachine(String url) throws Exception {
        HttpResponse<String> answer = ask(", \"url\": \"%s\"".formatted(url));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("url must be an http address on loopback");
        assertThat(server.praesidium().endpoint()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "35F5C5A985D111EB857A0A3ECA36592D,     35F5,                client_id must be 32 hex digits",
            "584adf35-85d1-11eb-857a-0a3eca36592d, 7,                   user_guid must be a GUID",
            "lcarl@notreallythere.com,             lcarl,               email must be an e-mail address",
            "5f383262-85d1-11eb-857a-0a3eca36592d, here,                location_guid must be a GUID",
            "TCCE1001,                             '',                  courseSku must be a SKU",
            "2021-03-11T12:01:03,                  2021-03-11 12:01:03, date must be a date and time with a T"})
    void refusesARequestThatIsNotAsDocumented(String value, String replacement, String message) throws Exception {
        server.praesidium().publishesTo(address("/"));

        HttpResponse<String> answer = post(REQUEST.formatted("").replace(value, replacement));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(message);
        assertThat(received).isEmpty();
    }

    @Test
    void refusesMalformedJsonAndOtherMethods() throws Exception {
        assertThat(post("{").statusCode()).isEqualTo(400);
        assertThat(post("[]").statusCode()).isEqualTo(400);
        assertThat(client.get(PraesidiumTestEndpoint.PATH).statusCode()).isEqualTo(405);
    }

    @Test
    void tellsThePublisherWhatTheEndpointAnswered() throws Exception {
        PraesidiumPublisher publisher = new PraesidiumPublisher("praesidium", "caravan");

        assertThat(publisher.publish(address("/praesidium/events"), "{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(202);
        assertThat(publisher.publish(address("/refuses"), "{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(400);
        int port = webhook.getAddress().getPort();
        webhook.stop(0);
        assertThatIOException().isThrownBy(() -> publisher.publish(URI.create("http://127.0.0.1:" + port), new byte[0]));
    }

    private HttpResponse<String> ask(String more) throws Exception {
        return post(REQUEST.formatted(more));
    }

    private HttpResponse<String> post(String body) throws Exception {
        return client.send(client.bare(PraesidiumTestEndpoint.PATH).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:%s%s".formatted(webhook.getAddress().getPort(), path));
    }
}
