package serai.testkit.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import static java.util.concurrent.TimeUnit.SECONDS;

/**
 * A stand-in for an Azure Key Vault: refers clients without a token to Microsoft Entra ID, and gives secrets to clients that have
 * the token of {@link FakeEntra}.
 */
public final class FakeKeyVault implements AutoCloseable {

    private static final String PATH = "/secrets/";

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final String host;

    public FakeKeyVault(String host, SelfSigned certificate) throws Exception {
        this.host = host;
        server = vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(
                new PfxOptions().setPath(certificate.pkcs12().toString()).setPassword(SelfSigned.PASSWORD)))
                .requestHandler(this::answer).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(30, SECONDS);
    }

    private void answer(HttpServerRequest request) {
        String name = request.path().substring(PATH.length()).replace("/", "");
        String value = secrets.get(name);
        request.response().putHeader("Content-Type", "application/json");
        if (!("Bearer " + FakeEntra.TOKEN).equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(401).putHeader("WWW-Authenticate",
                    "Bearer authorization=\"https://login.microsoftonline.com/tenant\", resource=\"https://vault.azure.net\"")
                    .end();
        } else if (value == null) {
            request.response().setStatusCode(404)
                    .end("{\"error\":{\"code\":\"SecretNotFound\",\"message\":\"A secret with (name/id) %s was not found\"}}"
                            .formatted(name));
        } else {
            request.response().end("{\"value\":\"%s\",\"id\":\"https://%s/secrets/%s/1\",\"attributes\":{\"enabled\":true}}"
                    .formatted(value, host, name));
        }
    }

    public FakeKeyVault holds(String secret, String value) {
        secrets.put(secret, value);
        return this;
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close();
    }
}
