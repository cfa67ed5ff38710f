package serai.testkit.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import serai.sandbox.SandboxHttp;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A learning record provider with a plain HTTP client, which sends exactly what it is told. */
public final class XapiClient {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SandboxHttp server;

    public XapiClient(SandboxHttp server) {
        this.server = server;
    }

    public HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request("/lrs/statements").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> put(String statementId, String body) throws IOException, InterruptedException {
        return send(request("/lrs/statements?statementId=" + statementId).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return send(request(pathAndQuery));
    }

    public JsonNode list(String query) throws IOException, InterruptedException {
        return json(get("/lrs/statements?" + query));
    }

    public HttpRequest.Builder request(String pathAndQuery) {
        return bare(pathAndQuery).header("X-Experience-API-Version", "1.0.3");
    }

    public HttpRequest.Builder bare(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(server.uri() + pathAndQuery)).timeout(Duration.ofSeconds(10));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public static JsonNode json(HttpResponse<String> answer) throws IOException {
        return MAPPER.readTree(answer.body());
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
