package serai.webhook;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookServerTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(port);
        context.getRegistry().bind("server", configuration);
        context.addService(new WebhookServer(configuration, Set.of("/events")));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void answersNotNowUntilTheRouteIsThereAndAfterItHasGone() throws Exception {
        assertThat(post("/events", "application/json").statusCode()).isEqualTo(503);
        assertThat(post("/events", "application/json").headers().firstValue("Retry-After")).hasValue("5");
        assertThat(post("/others", "application/json").statusCode()).isEqualTo(404);

        addRoute();
        assertThat(post("/events", "application/json").statusCode()).isEqualTo(202);

        context.getRouteController().stopRoute("source");
        assertThat(post("/events", "application/json").statusCode()).isEqualTo(503);
    }

    @Test
    void leavesToTheRouteWhatItFindsItself() throws Exception {
        addRoute();

        assertThat(post("/events", "text/plain").statusCode()).isEqualTo(415);
        assertThat(post("/events", "text/plain").body()).contains("send application/json");
        assertThat(send(HttpRequest.newBuilder(uri("/events"))).statusCode()).isEqualTo(405);
    }

    private void addRoute() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/events?httpMethodRestrict=POST&consumes=application/json").routeId("source")
                        .setBody(constant("")).setHeader("CamelHttpResponseCode", constant(202));
            }
        });
    }

    private HttpResponse<String> post(String path, String type) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", type).POST(BodyPublishers.ofString("{}")));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
