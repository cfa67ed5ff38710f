package serai.testkit.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.util.concurrent.TimeUnit.SECONDS;

/**
 * A fake of Microsoft Entra ID's token endpoint, and of the one that a managed identity has in App Service: every request gets the
 * same token, and {@link #asked} has the requests.
 */
public final class FakeEntra implements AutoCloseable {

    public static final String TOKEN = "token-of-the-fake";
    private static final String TOKEN_ANSWER = "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"expires_on\":\"4102444800\","
            + "\"access_token\":\"" + TOKEN + "\",\"resource\":\"https://servicebus.azure.net\"}";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** @param certificate null for HTTP */
    public FakeEntra(SelfSigned certificate) throws Exception {
        HttpServerOptions options = new HttpServerOptions();
        if (certificate != null) {
            options.setSsl(true).setKeyCertOptions(
                    new PfxOptions().setPath(certificate.pkcs12().toString()).setPassword(SelfSigned.PASSWORD));
        }
        server = vertx.createHttpServer(options).requestHandler(this::answer).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            asked.add(URLDecoder.decode(request.uri() + " " + body, StandardCharsets.UTF_8));
            request.response().putHeader("Content-Type", "application/json").end(request.path().contains("/discovery/instance")
                    ? "{\"tenant_discovery_endpoint\":\"https://login.microsoftonline.com/tenant/.well-known/openid-configuration\","
                            + "\"metadata\":[{\"preferred_network\":\"login.microsoftonline.com\",\"preferred_cache\":"
                            + "\"login.microsoftonline.com\",\"aliases\":[\"login.microsoftonline.com\"]}]}"
                    : TOKEN_ANSWER);
        });
    }

    public int port() {
        return server.actualPort();
    }

    /** Address and body of each request, decoded. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        vertx.close();
    }
}
